import type { Persona } from '@tessera/model';

/**
 * A cell by what the template calls it: an option is its slug, a member or a linked record its key (links as
 * a list), a day 'YYYY-MM-DD', a moment 'YYYY-MM-DDTHH:mm' on the clock of the workspace.
 */
export type DemoCell = string | number | boolean | readonly string[];

export interface DemoRecord {
  readonly key: string;
  /** By field; what is absent is empty. */
  readonly cells: Readonly<Record<string, DemoCell>>;
}

export interface DemoMember {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** Key of the superior. */
  readonly manager: string | null;
  readonly department: string;
  /** Slugs of template roles; `owner` is the built-in one. */
  readonly roles: readonly string[];
  readonly team?: string;
  /** In sales and service: the region worked in. */
  readonly region?: Region;
}

export interface DemoGroup {
  readonly key: string;
  readonly name: string;
  readonly parent: string | null;
}

/** The regions of the company, as options of the customers' region. */
export const demoRegions = ['east', 'south', 'north'] as const;
export type Region = (typeof demoRegions)[number];

/** A whole company, in one language. */
export interface DemoCompany {
  readonly name: string;
  readonly departments: readonly DemoGroup[];
  readonly teams: readonly { readonly key: string; readonly name: string }[];
  readonly members: readonly DemoMember[];
  /** Who each persona is: keys of members. */
  readonly personas: Readonly<Record<Persona, string>>;
  /** Fields that stand first in the first view of a table: those by which what people see differs. */
  readonly first: Readonly<Record<string, readonly string[]>>;
  /** Every table after those it links to. */
  readonly tables: readonly { readonly table: string; readonly records: readonly DemoRecord[] }[];
}

/** What the parts of a company are made with. */
export interface Making {
  /** 'YYYY-MM-DD' */
  readonly today: string;
  readonly seed: string;
  readonly customers: number;
}
