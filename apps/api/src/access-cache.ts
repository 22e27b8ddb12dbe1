import { createHash } from 'node:crypto';
import {
  endOfDay,
  type MemberId,
  type Organisation,
  type Policy,
  type Schema,
  type Share,
  type Token,
  type TokenId,
  todayIn,
} from '@tessera/model';
import {
  type Access,
  compileAccess,
  type Subject,
  subjectOf,
  underCeiling,
} from '@tessera/permissions';
import type { WorkspaceStore } from '@tessera/store';

interface Kept {
  readonly versions: string;
  readonly until: number;
  readonly access: Access;
}

const most = 2000;

/**
 * Compiles the access of a member (or of whom `subject` makes of an id) and keeps it until something it was made from
 * changes, or time does.
 */
export function accessCache(
  store: WorkspaceStore,
  clock: () => number,
  subject: typeof subjectOf = subjectOf,
): (id: string) => Access {
  const kept = new Map<string, Kept>();
  return (id) => {
    const policy = store.policy();
    const organisation = store.organisation();
    const schema = store.schema();
    const { timeZone } = store.info();
    const now = clock();
    const { version: shared } = store.shares();
    const versions = `${policy.version} ${organisation.version} ${schema.version} ${shared} ${timeZone}`;
    const known = kept.get(id);
    // A clock set back must not revive what has ended either: hence the comparison with the moment it was made.
    if (known?.versions === versions && now < known.until && now >= known.access.moment.now) {
      return known.access;
    }
    const access = accessFor(rulesNow(store), subject(organisation, id, now), now);
    kept.delete(id);
    kept.set(id, {
      versions,
      access,
      until: Math.min(
        access.validUntil ?? Number.POSITIVE_INFINITY,
        endOfDay(todayIn(now, timeZone), timeZone),
      ),
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return access;
  };
}

/** What the access of a member is made from. */
export interface Rules {
  readonly policy: Policy;
  readonly organisation: Organisation;
  readonly schema: Schema;
  readonly timeZone: string;
  readonly shares: readonly Share[];
}

/** A member's access at a moment, under rules of that moment. */
export function accessIn(rules: Rules, member: MemberId, now: number): Access {
  return accessFor(rules, subjectOf(rules.organisation, member, now), now);
}

/** The same of any subject. */
export function accessFor(rules: Rules, subject: Subject, now: number): Access {
  const { policy, schema, timeZone, shares } = rules;
  return compileAccess({ policy, schema, subject, moment: { now, timeZone }, shares, digest });
}

/** What a member may do at a moment, by the rules, people and shares of now. */
export function accessAt(store: WorkspaceStore, member: MemberId, now: number): Access {
  return accessIn(rulesNow(store), member, now);
}

/** What a subject could do under other rules and shares, with the people and the structure of now. */
export function accessUnder(
  store: WorkspaceStore,
  other: Pick<Rules, 'policy' | 'shares'>,
  subject: Subject,
  now: number,
): Access {
  return accessFor({ ...rulesNow(store), ...other }, subject, now);
}

function rulesNow(store: WorkspaceStore): Rules {
  return {
    policy: store.policy(),
    organisation: store.organisation(),
    schema: store.schema(),
    timeZone: store.info().timeZone,
    shares: store.shares().open,
  };
}

const capped = new WeakMap<Access, Map<TokenId, Access>>();

/** Somebody's access by a token: under its ceiling, and no longer than it. Kept with the access it is made of. */
export function accessByToken(access: Access, { id, ceiling, until }: Token): Access {
  const known = capped.get(access) ?? new Map<TokenId, Access>();
  capped.set(access, known);
  const found = known.get(id);
  if (found) return found;
  const under = underCeiling(access, ceiling, digest);
  const made = { ...under, validUntil: Math.min(under.validUntil ?? until, until) };
  known.set(id, made);
  return made;
}

/** What `compileAccess` names equal access by. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
