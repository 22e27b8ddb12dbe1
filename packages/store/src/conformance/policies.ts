import type {
  Condition,
  FieldId,
  Grant,
  MemberId,
  Organisation,
  Policy,
  Restriction,
  Schema,
  ScopePart,
  Table,
  TableId,
} from '@tessera/model';
import { isWritable, levels } from '@tessera/model';
import { type Access, compileAccess, subjectOf } from '@tessera/permissions';
import fc from 'fast-check';
import { members } from './arbitraries.ts';

export const moment = { now: 1_700_000_000_000, timeZone: 'UTC' };
export const tables: readonly TableId[] = ['tblmain', 'tblother'];
const people: Organisation = {
  version: 1,
  members: members.map((id, i) => ({
    id,
    name: id,
    email: `${id}@x`,
    status: 'active',
    manager: members[i - 1] ?? null,
  })),
  roles: [],
  teams: [{ id: 'teaone', name: 'One' }],
  departments: [],
  memberships: ['membob', 'memli'].map((id) => ({
    group: { kind: 'team', id: 'teaone' },
    holder: { kind: 'member', id },
  })),
};

/** What the rules let a member of the random workspaces do. */
export function accessOf(schema: Schema, policy: Policy, member: MemberId): Access {
  const subject = subjectOf(people, member, moment.now);
  return compileAccess({ policy, schema, subject, moment, digest: (text) => text });
}

const noId = 'memnobody';

/** Over cells that decide alike whatever a workspace drew. */
export function conditionOver(table: Table): fc.Arbitrary<Condition> {
  const fields = (type: string) => table.fields.filter((one) => one.type === type);
  const atoms: Condition[] = [
    ...fields('text').flatMap(({ id }): Condition[] => [
      { op: 'empty', field: id },
      { op: 'contains', field: id, value: '1' },
    ]),
    ...fields('number').map(({ id }): Condition => ({ op: 'gt', field: id, value: 1 })),
    ...fields('checkbox').map(({ id }): Condition => ({ op: 'is', field: id, value: true })),
    ...fields('singleSelect').map(({ id }): Condition => ({ op: 'is', field: id, value: 'o0' })),
    ...fields('member').flatMap(({ id }): Condition[] => [
      { op: 'is', field: id, value: { context: 'me' } },
      { op: 'anyOf', field: id, value: ['memann', noId] },
      { op: 'empty', field: id },
    ]),
  ];
  const atom = fc.constantFrom(...atoms);
  return fc.oneof(
    atom,
    atom.map((of): Condition => ({ op: 'not', of })),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(atom, { minLength: 2, maxLength: 3 }),
    }),
  );
}

function partOver(table: Table): fc.Arbitrary<ScopePart> {
  const links = table.fields.filter(({ type }) => type === 'link').map(({ id }) => id);
  const kind = fc.oneof(
    fc.constantFrom<ScopePart>(
      { kind: 'own' },
      { kind: 'team' },
      { kind: 'unowned' },
      { kind: 'reports', depth: 'direct' },
      { kind: 'reports', depth: 'all' },
    ),
    fc.constantFrom<FieldId>(...links).map((link): ScopePart => ({ kind: 'via', link })),
    conditionOver(table).map((condition): ScopePart => ({ kind: 'where', condition })),
  );
  return fc
    .tuple(kind, fc.option(conditionOver(table), { freq: 3, nil: undefined }))
    .map(([part, and]) => (and ? { ...part, and } : part));
}

const actions = ['view', 'edit', 'delete', 'transfer', 'export'] as const;

function grantOver(table: Table): fc.Arbitrary<Grant> {
  const level = fc.constantFrom(...levels);
  const names = table.fields.filter(isWritable).map(({ id }) => id);
  return fc
    .record({
      to: fc.oneof(
        fc.constant<Grant['to']>({ kind: 'everyone' }),
        fc.constantFrom(...members).map((id): Grant['to'] => ({ kind: 'member', id })),
      ),
      actions: fc.subarray([...actions]).map((some) => [...new Set(['view' as const, ...some])]),
      scope: fc.oneof(
        fc.constant<Grant['scope']>({ kind: 'all' }),
        fc
          .array(partOver(table), { minLength: 1, maxLength: 3 })
          .map((of): Grant['scope'] => ({ kind: 'any', of })),
      ),
      fields: fc.record({
        default: level,
        except: fc.array(fc.record({ field: fc.constantFrom(...names), level }), { maxLength: 3 }),
      }),
    })
    .map((some) => ({
      id: 'gra1',
      on: { kind: 'table', id: table.id },
      origin: 'role',
      reason: '',
      ...some,
    }));
}

function lockOver(table: Table): fc.Arbitrary<Restriction> {
  return fc.tuple(conditionOver(table), fc.boolean()).map(([when, cap]) => ({
    id: 'res1',
    name: '',
    reason: '',
    on: { kind: 'table', id: table.id },
    when,
    ...(cap ? { fields: [table.titleField] } : { actions: ['view', 'edit'] as const }),
    effect: cap ? { kind: 'cap', level: 'masked' } : { kind: 'forbid' },
    exempt: [{ to: { kind: 'member', id: 'memann' } }],
  }));
}

/** A few random grants on the tables, and perhaps a lock. */
export function policyOver(all: readonly Table[]): fc.Arbitrary<Policy> {
  const grant = fc.oneof(...all.map(grantOver));
  return fc
    .record({
      grants: fc.array(grant, { minLength: 1, maxLength: 6 }),
      restrictions: fc.array(fc.oneof(...all.map(lockOver)), { maxLength: 2 }),
    })
    .map((rules) => ({ version: 1, ...rules }));
}
