import type { Scope, ScopePart } from '@tessera/model';

/** A way for a record to lie in a scope that one word can name. */
export type ScopeAtom =
  | 'own'
  | 'directReports'
  | 'allReports'
  | 'team'
  | 'department'
  | 'departmentTree'
  | 'unowned'
  | 'sharedWithMe';

/** A scope in words: every record, or the union of some atoms; no atoms is nobody. */
export type Words = 'all' | readonly ScopeAtom[];

/** Atoms in the order in which they are named. */
export const scopeAtoms: readonly ScopeAtom[] = [
  'own',
  'directReports',
  'allReports',
  'team',
  'department',
  'departmentTree',
  'unowned',
  'sharedWithMe',
];

/** The choices a cell offers, from nobody to all. Other unions can stand in a policy and are named by their atoms. */
export const offeredWords: readonly Words[] = [
  [],
  ['own'],
  ['own', 'directReports'],
  ['own', 'allReports'],
  ['team'],
  ['department'],
  ['departmentTree'],
  ['unowned'],
  'all',
];

function atomOf(part: ScopePart): ScopeAtom | null {
  if (part.and !== undefined) return null;
  switch (part.kind) {
    case 'reports':
      return part.depth === 'direct' ? 'directReports' : 'allReports';
    case 'where':
    case 'via':
      return null;
    default:
      return part.kind;
  }
}

function partOf(atom: ScopeAtom): ScopePart {
  if (atom === 'directReports') return { kind: 'reports', depth: 'direct' };
  if (atom === 'allReports') return { kind: 'reports', depth: 'all' };
  return { kind: atom };
}

/** The words of a scope; null when it holds a condition or looks through a link, which no word expresses. */
export function wordsOf(scope: Scope): Words | null {
  if (scope.kind === 'all') return 'all';
  if (scope.kind === 'none') return [];
  const atoms = scope.of.map(atomOf);
  return atoms.some((atom) => atom === null) ? null : tidy(atoms as readonly ScopeAtom[]);
}

/** The scope that says these words. */
export function scopeOf(words: Words): Scope {
  if (words === 'all') return { kind: 'all' };
  return words.length === 0 ? { kind: 'none' } : { kind: 'any', of: words.map(partOf) };
}

/** The same set without what other atoms hold already, in the order of naming. */
export function tidy(atoms: readonly ScopeAtom[]): readonly ScopeAtom[] {
  const set = new Set(atoms);
  if (set.has('allReports')) set.delete('directReports');
  if (set.has('departmentTree')) set.delete('department');
  return scopeAtoms.filter((atom) => set.has(atom));
}

export function union(a: Words, b: Words): Words {
  return a === 'all' || b === 'all' ? 'all' : tidy([...a, ...b]);
}

/** Whether every record of `inner` lies in `outer`, as far as words can tell. */
export function isWithin(inner: Words, outer: Words): boolean {
  if (outer === 'all') return true;
  if (inner === 'all') return false;
  return tidy([...outer, ...inner]).join() === tidy(outer).join();
}

/** What of `wanted` is not yet in `given`. */
export function missing(wanted: Words, given: Words): Words {
  if (wanted === 'all') return given === 'all' ? [] : 'all';
  return wanted.filter((atom) => !isWithin([atom], given));
}

/** A key under which equal words are equal. */
export function wordsKey(words: Words): string {
  return words === 'all' ? 'all' : tidy(words).join('+') || 'nobody';
}
