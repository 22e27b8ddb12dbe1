/** In this tab one looks at a workspace as somebody else: what its requests carry. */
export interface KeptSitting {
  readonly ws: string;
  readonly id: string;
  /** Where one was when it began. */
  readonly from: string;
}

const remembered = 'tessera.view-as';

/** As this page began: whoever begins or ends to look loads a new one, so that nothing stays of what the other saw. */
const sitting: KeptSitting | null = read();

function read(): KeptSitting | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(remembered) ?? 'null') as KeptSitting | null;
    return kept && typeof kept.ws === 'string' && typeof kept.id === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** The sitting in a workspace; null where one is oneself. */
export function sittingIn(ws: string): KeptSitting | null {
  return sitting?.ws === ws ? sitting : null;
}

/** The sitting that a request to this path belongs to. */
export function sittingFor(path: string): KeptSitting | null {
  const base = sitting && `/workspaces/${encodeURIComponent(sitting.ws)}`;
  return base && (path === base || path.startsWith(`${base}/`)) ? sitting : null;
}

/** Whether the page that is shown is seen with somebody else's eyes: then nothing is offered that changes something. */
export function isLooking(): boolean {
  const ws = /^\/w\/([^/]+)/.exec(location.pathname)?.[1];
  return ws !== undefined && sittingIn(decodeURIComponent(ws)) !== null;
}

/** This tab looks from now on, or is itself again. The page is to be loaded anew afterwards. */
export function keepSitting(kept: KeptSitting | null): void {
  if (kept === null) sessionStorage.removeItem(remembered);
  else sessionStorage.setItem(remembered, JSON.stringify(kept));
}
