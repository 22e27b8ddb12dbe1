import { canonicalIds } from '@tessera/model';

/** A list of ids as it is stored: `,a,b,` sorted by code point, without doubles; null when empty. */
export function packIds(ids: readonly string[]): string | null {
  const canonical = canonicalIds(ids);
  return canonical && `,${canonical.join(',')},`;
}
