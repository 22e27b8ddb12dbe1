import { z } from 'zod';
import type { ErrorBody } from './error-body.ts';
import type { OutGroup, OutOutcome, OutRecord, OutValue } from './record-requests.ts';
import { queryRequest, reference } from './record-requests.ts';

const sub = z.string().min(1).max(40);
const stretch = { offset: z.int().min(0).max(100_000_000), limit: z.int().min(1).max(500) };
/** Further stretches of the same question, behind the first one: what lies between them is not on the screen. */
const windowBounds = { ...stretch, also: z.array(z.strictObject(stretch)).max(7).optional() };

/**
 * Client -> server. A subscription is a question and a window of it. Its first answer is a `snapshot`,
 * afterwards only differences come. `window` moves it: a new snapshot of the new window. A question with `grouped`
 * is answered with its groups too, level by level, each with the count and then what `aggregate` names.
 */
export const liveRequest = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('subscribe'),
    sub,
    table: reference,
    query: queryRequest.omit({
      offset: true,
      limit: true,
      cursor: true,
      group: true,
    }),
    ...windowBounds,
  }),
  z.strictObject({ type: z.literal('window'), sub, ...windowBounds }),
  z.strictObject({ type: z.literal('unsubscribe'), sub }),
  z.strictObject({ type: z.literal('ping') }),
]);
/** The groups of the first level, of the first two, and of all three. */
export type GroupLevels = readonly (readonly OutGroup[])[];
export type LiveRequest = z.input<typeof liveRequest>;

/**
 * Server -> client; `n` counts the frames of this connection only.
 * `snapshot`: the window as it is. `delta`: what differs from what was last sent for this subscription:
 * ids that left, records that entered (whole, at their index), cells that changed (only those; `gone` lists
 * fields that are no longer visible on the record), the order of the window when it changed, the total.
 * `access`: rights, schema or the member directory changed: schema is to be fetched again; snapshots follow.
 * `closed`: the subscription's table is gone for this member. `bye`: the session ended.
 */
export type LiveMessage = { readonly n: number } & (
  | {
      readonly type: 'snapshot';
      readonly sub: string;
      readonly offset: number;
      /** Of a window with several stretches: each holds its records, as far as there are any. */
      readonly limit?: number;
      readonly also?: readonly { readonly offset: number; readonly limit: number }[];
      readonly groups?: GroupLevels;
      readonly records: readonly OutRecord[];
      readonly outcomes: readonly OutOutcome[];
      readonly total: number;
    }
  | {
      readonly type: 'delta';
      readonly sub: string;
      readonly leave: readonly string[];
      readonly enter: readonly OutRecord[];
      readonly update: readonly {
        readonly id: string;
        readonly fields: Readonly<Record<string, OutValue>>;
        readonly gone: readonly string[];
        readonly _g: number;
      }[];
      readonly outcomes: readonly OutOutcome[];
      /** All ids of the window in order; absent when neither set nor order changed. */
      readonly order?: readonly string[];
      /** All groups; absent when none differs. */
      readonly groups?: GroupLevels;
      readonly total: number;
    }
  | { readonly type: 'access' }
  | { readonly type: 'closed'; readonly sub: string }
  | { readonly type: 'error'; readonly sub?: string; readonly error: ErrorBody['error'] }
  | { readonly type: 'pong' }
  | { readonly type: 'bye' }
);
