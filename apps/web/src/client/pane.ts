/**
 * The persona this page is shown as, where it stands in a frame beside another one; null on a page of its own.
 * Only a page of ours can be the frame's parent, and which cookie speaks for it is all that this decides.
 */
export const pane: string | null = readPane();

function readPane(): string | null {
  try {
    return window.frameElement?.getAttribute('data-persona') ?? null;
  } catch {
    return null;
  }
}
