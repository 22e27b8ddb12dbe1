import type { MemberId, RoleId } from '@tessera/model';

/** Whom somebody looks as. */
export interface LookedAs {
  readonly kind: 'member' | 'role';
  readonly id: MemberId | RoleId;
}

/** One time of looking as somebody else, from its beginning to its end. */
export interface Sitting {
  /** Names it in requests; says nothing without the session of its viewer. */
  readonly id: string;
  readonly viewer: MemberId;
  readonly as: LookedAs;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** The open sittings of one workspace. They are held in memory: a restart ends them. */
export interface Sittings {
  begin(sitting: Sitting): void;
  /** One that is open at a moment. */
  find(id: string, now: number): Sitting | undefined;
  end(id: string): void;
}

/** How long one looks as somebody else before it has to be begun, and logged, anew (ms). */
export const sittingMs = 60 * 60_000;
/** Sittings of one member at once, a tab each; beyond, the oldest ends. */
const mostOfOne = 20;

export function sittings(): Sittings {
  const open = new Map<string, Sitting>();
  return {
    begin(sitting) {
      open.set(sitting.id, sitting);
      const theirs = [...open.values()].filter(({ viewer }) => viewer === sitting.viewer);
      for (const { id } of theirs.slice(0, -mostOfOne)) open.delete(id);
    },
    find(id, now) {
      const found = open.get(id);
      if (found === undefined || now < found.until) return found;
      open.delete(id);
      return undefined;
    },
    end(id) {
      open.delete(id);
    },
  };
}
