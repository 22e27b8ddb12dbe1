/** Identifiers. All are short random texts; none counts, orders or names anything. */
export type WorkspaceId = string;
export type AppId = string;
export type TableId = string;
export type FieldId = string;
export type ViewId = string;
export type RecordId = string;
export type OptionId = string;
export type MemberId = string;
export type RoleId = string;
export type TeamId = string;
export type DepartmentId = string;
export type ClassId = string;
export type GrantId = string;
export type RestrictionId = string;
export type GuaranteeId = string;
export type TemplateId = string;
export type ShareId = string;
export type TokenId = string;
/** Of a service account: a program with rights of its own. */
export type ServiceId = string;

/** What an id stands for, and the prefix it carries on the wire and in names of SQL tables and columns. */
export const idPrefixes = {
  workspace: 'wsp',
  app: 'app',
  table: 'tbl',
  field: 'fld',
  view: 'viw',
  record: 'rec',
  option: 'opt',
  member: 'mem',
  role: 'rol',
  team: 'tea',
  department: 'dep',
  class: 'cls',
  grant: 'gra',
  restriction: 'res',
  guarantee: 'gua',
  template: 'tpl',
  change: 'chg',
  invitation: 'inv',
  postRule: 'por',
  share: 'shr',
  token: 'tok',
  service: 'svc',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** Gives bytes; `crypto.getRandomValues` in the product, a seeded source in tests. */
export type RandomBytes = (count: number) => Uint8Array;

/** Makes ids. Passed in wherever something is created, so that tests can repeat themselves. */
export type MakeId = (kind: IdKind) => string;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 14 characters of Crockford's base 32 (70 random bits) behind the prefix of the kind. */
export function idMaker(random: RandomBytes): MakeId {
  return (kind) => {
    const bytes = random(14);
    let id: string = idPrefixes[kind];
    for (const byte of bytes) id += alphabet[byte & 31];
    return id;
  };
}

const idPattern = /^[a-z]{3}[0-9a-z]{1,40}$/;

/** True for text that may be an id: the only texts that ever become part of an SQL name. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && idPattern.test(value);
}
