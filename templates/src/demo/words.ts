import type { Persona } from '@tessera/model';
import type { Region } from './types.ts';

export interface Name {
  readonly name: string;
  /** In Latin letters, for an address. */
  readonly latin: string;
}

export interface Person extends Name {
  /** As one says it on the phone: the surname with Mr or Ms. */
  readonly polite: string;
}

/** Everything of a demo company that depends on its language. */
export interface DemoWords {
  readonly language: 'en' | 'zh';
  readonly company: string;
  readonly domain: string;
  readonly departments: Readonly<
    Record<'company' | 'executive' | 'finance' | 'marketing' | 'it' | 'office' | Region, string>
  >;
  /** Of a region: `East sales`. */
  readonly salesOf: (region: string) => string;
  readonly serviceOf: (region: string) => string;
  readonly teams: readonly [string, string];
  readonly personas: Readonly<Record<Persona, Name>>;
  readonly country: string;
  readonly cities: Readonly<
    Record<Region, readonly { readonly name: string; readonly code: string }[]>
  >;
  /** Prices are in this many units of the currency for one dollar. */
  readonly rate: number;
  readonly taxRate: number;
  readonly person: (pick: (length: number) => number) => Person;
  /** A company of an industry; the same numbers give the same name. */
  readonly firm: (pick: (length: number) => number, industry: string, city: string) => Name;
  readonly phone: (code: string, last: number) => string;
  readonly products: Readonly<Record<string, { readonly name: string; readonly text: string }>>;
  readonly jobs: readonly string[];
  readonly customerNotes: readonly string[];
  /** What an opportunity is about. */
  readonly projects: readonly string[];
  readonly nextSteps: readonly string[];
  readonly sites: readonly string[];
  readonly activities: Readonly<
    Record<
      'call' | 'visit' | 'email' | 'meeting' | 'service',
      readonly { readonly subject: string; readonly remark: string }[]
    >
  >;
  readonly toDos: readonly string[];
  readonly orderNotes: readonly string[];
  /** Faults with what was done about them, by category of the product. */
  readonly faults: Readonly<
    Record<
      'hardware' | 'software',
      readonly { readonly fault: string; readonly solution: string }[]
    >
  >;
  readonly visits: Readonly<
    Record<
      'visit' | 'remote' | 'call' | 'follow_up',
      { readonly subject: string; readonly remarks: readonly string[] }
    >
  >;
  readonly campaigns: Readonly<
    Record<'fair' | 'webinar' | 'mailing' | 'advertising' | 'referral', readonly string[]>
  >;
  /** `Oakfield Foods: cold room monitoring` */
  readonly dealName: (customer: string, project: string) => string;
  /** `Gateway 8, plant 2` */
  readonly installedName: (product: string, site: string) => string;
  readonly ticketName: (installed: string, fault: string) => string;
  readonly visitName: (subject: string, installed: string) => string;
  /** `month` is 'YYYY-MM'. */
  readonly campaignName: (name: string, month: string) => string;
  readonly audiences: readonly string[];
  readonly interests: readonly string[];
}
