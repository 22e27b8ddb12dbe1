import { type Ceiling, tableActions, workspaceActions } from '@tessera/model';
import { z } from 'zod';
import type { NamedValue } from './record-requests.ts';

const id = z.string().min(1).max(60);
const name = z.string().trim().min(1).max(100);
const description = z.string().trim().max(500);

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('workspace') }),
  z.strictObject({ kind: z.literal('app'), id }),
  z.strictObject({ kind: z.literal('table'), id }),
]);

/** What a token may at most: tables with actions and the highest level of fields, and duties by name. */
const ceiling = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        on: target,
        actions: z.array(z.enum(tableActions)).min(1),
        level: z.enum(['masked', 'read', 'edit']),
      }),
    )
    .max(100),
  duties: z.array(z.enum(workspaceActions)).default([]),
});

/** Days that a token holds at most, and unless told otherwise. */
export const tokenDays = { most: 365, usual: 90 } as const;

/** POST /tokens, POST /services/:s/tokens */
export const tokenRequest = z.strictObject({
  name,
  ceiling,
  days: z.int().min(1).max(tokenDays.most).default(tokenDays.usual),
});
export type TokenRequest = z.output<typeof tokenRequest>;

/** POST /services */
export const serviceRequest = z.strictObject({ name, description: description.optional() });
export type ServiceRequest = z.infer<typeof serviceRequest>;

/** PATCH /services/:s. An empty description takes it away. */
export const serviceChangeRequest = z.strictObject({
  name: name.optional(),
  description: description.optional(),
  status: z.enum(['active', 'deactivated']).optional(),
});
export type ServiceChangeRequest = z.infer<typeof serviceChangeRequest>;

/** A token without its secret. Moments are ISO instants. */
export interface OutToken {
  readonly id: string;
  readonly name: string;
  readonly ceiling: Ceiling;
  readonly at: string;
  readonly until: string;
  readonly by: NamedValue;
  /** Roughly, to ten minutes. */
  readonly usedAt?: string;
  readonly open: boolean;
}

export interface TokensAnswer {
  readonly tokens: readonly OutToken[];
}

/** The secret is told this once. */
export interface MadeToken {
  readonly token: OutToken;
  readonly secret: string;
}

export interface OutService {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly status: 'active' | 'deactivated';
  readonly tokens: readonly OutToken[];
}

export interface ServicesAnswer {
  readonly services: readonly OutService[];
}
