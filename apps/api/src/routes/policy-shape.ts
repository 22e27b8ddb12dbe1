import { levels, tableActions, workspaceActions } from '@tessera/model';
import { z } from 'zod';

const id = z.string().min(1).max(60);
const instant = z.int().min(0);
const reason = z.string().max(1000);
/** Conditions are checked against the schema by the permission engine, which also bounds their size. */
const condition = z.unknown();
const level = z.enum(levels);

const principal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['member', 'role', 'team', 'link', 'service']), id }),
  z.strictObject({ kind: z.literal('department'), id, subtree: z.boolean() }),
  z.strictObject({ kind: z.literal('everyone') }),
]);

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('workspace') }),
  z.strictObject({ kind: z.enum(['app', 'table']), id }),
]);

const and = condition.optional();
const part = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['own', 'team', 'department', 'departmentTree', 'sharedWithMe', 'unowned']),
    and,
  }),
  z.strictObject({ kind: z.literal('reports'), depth: z.enum(['direct', 'all']), and }),
  z.strictObject({ kind: z.literal('where'), condition, and }),
  z.strictObject({ kind: z.literal('via'), link: id, and }),
]);

const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['none', 'all']) }),
  z.strictObject({ kind: z.literal('any'), of: z.array(part).max(20) }),
]);

export const grantShape = z.strictObject({
  id,
  to: principal,
  on: target,
  actions: z.array(z.enum([...tableActions, ...workspaceActions])).max(40),
  scope,
  fields: z.strictObject({
    default: level,
    except: z
      .array(z.union([z.strictObject({ field: id, level }), z.strictObject({ class: id, level })]))
      .max(1000),
  }),
  from: instant.optional(),
  until: instant.optional(),
  origin: z.enum(['role', 'direct', 'temporary', 'delegated', 'link']),
  reason,
});

export const restrictionShape = z.strictObject({
  id,
  name: z.string().max(200),
  on: z.strictObject({ kind: z.enum(['app', 'table']), id }),
  actions: z.array(z.enum(tableActions)).max(40).optional(),
  fields: z.array(id).max(1000).optional(),
  classes: z.array(id).max(200).optional(),
  when: condition.optional(),
  effect: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('forbid') }),
    z.strictObject({ kind: z.literal('cap'), level }),
    z.strictObject({ kind: z.literal('requireApproval'), flow: z.string().max(60) }),
  ]),
  exempt: z
    .array(z.strictObject({ to: principal, from: instant.optional(), until: instant.optional() }))
    .max(200),
  reason,
});

export const guaranteeShape = z.strictObject({
  id,
  name: z.string().trim().min(1).max(200),
  who: principal,
  except: z.array(principal).max(200),
  on: target,
  never: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('do'),
      actions: z.array(z.enum([...tableActions, ...workspaceActions])).max(40),
    }),
    z.strictObject({
      kind: z.literal('see'),
      fields: z.array(id).max(1000),
      classes: z.array(id).max(200),
      level: level.exclude(['hidden']),
    }),
  ]),
  reason,
});

const version = z.int().min(0);
const grants = z.array(grantShape).max(2000);
const restrictions = z.array(restrictionShape).max(500);
const guarantees = z.array(guaranteeShape).max(200).optional();

/** A policy on the wire. */
export const policyShape = z.strictObject({ version, grants, restrictions, guarantees });

/** PUT /policy: the protocol's request with its rules in closed shapes. */
export const policyBody = z.strictObject({
  version,
  grants,
  restrictions,
  guarantees,
  reason: z.string().trim().min(1).max(500),
  confirmed: z.literal(true).optional(),
});
