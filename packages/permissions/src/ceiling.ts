import type { Ceiling, CeilingRule, Grant, Policy, Principal } from '@tessera/model';
import type { Access } from './access.ts';
import { compileAccess } from './compile.ts';
import { intersectAccess } from './intersect.ts';
import type { Subject } from './subject.ts';

/**
 * Access under the ceiling of a token (PERMISSIONS section 2): what it has and the ceiling lets pass. The ceiling is a
 * small policy of its own over all records, so it adds no condition; fields that nobody has classified pass only
 * with managePolicy, as everywhere. `digest`: as for `compileAccess`.
 */
export function underCeiling(
  access: Access,
  ceiling: Ceiling,
  digest: (text: string) => string,
): Access {
  return intersectAccess(access, ceilingAccess(access, ceiling, digest));
}

/** What the ceiling alone lets pass, to whoever has that access. */
export function ceilingAccess(
  { schema, subject, moment }: Access,
  ceiling: Ceiling,
  digest: (text: string) => string,
): Access {
  const policy = ceilingPolicy(ceiling, subject);
  return compileAccess({ policy, schema, subject, moment, digest });
}

function ceilingPolicy({ rules, duties }: Ceiling, { kind, id }: Subject): Policy {
  const to: Principal = { kind: kind === 'member' ? 'member' : 'service', id };
  const grant = (
    at: number,
    on: CeilingRule['on'],
    actions: Grant['actions'],
    level: CeilingRule['level'],
  ): Grant => ({
    id: `gra${at}`,
    to,
    on,
    actions,
    scope: { kind: 'all' },
    fields: { default: level, except: [] },
    origin: 'direct',
    reason: '',
  });
  const opened = rules.map(({ on, actions, level }, at) => grant(at, on, actions, level));
  const held = grant(rules.length, { kind: 'workspace' }, duties, 'masked');
  return { version: 0, grants: [...opened, held], restrictions: [] };
}
