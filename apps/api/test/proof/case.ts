import type { Asked, Known } from './asked.ts';
import type { Random } from './random.ts';

/** How requests to one endpoint are made up, and how often compared with the others. */
export interface Case {
  readonly weight: number;
  /** How often by those who manage structure, people or rules. */
  readonly managers?: number;
  ask(random: Random, known: Known): Asked;
}

/** A request without the name of its endpoint. */
export type Rest = Omit<Asked, 'endpoint'>;

/** For each endpoint a request that is granted, given what those before it have told; asked in this order. */
export type Granted = Readonly<Record<string, (known: Known) => Rest>>;
