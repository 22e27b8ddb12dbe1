import type { Field, ParseContext, Schema, Table } from '../src/index.ts';

const base = (name: string) => ({ id: `fld${name}`, name, slug: name, classes: [] });

/** One field of each type, named after it, in a table that links to another. */
export const exampleFields: readonly Field[] = [
  { ...base('text'), type: 'text' },
  { ...base('long'), type: 'longText' },
  { ...base('phone'), type: 'phone' },
  { ...base('email'), type: 'email' },
  { ...base('url'), type: 'url' },
  { ...base('number'), type: 'number', precision: 2 },
  { ...base('whole'), type: 'number', precision: 0 },
  { ...base('percent'), type: 'percent', precision: 4 },
  { ...base('money'), type: 'currency', precision: 2, currency: 'CNY' },
  { ...base('check'), type: 'checkbox' },
  {
    ...base('stage'),
    type: 'singleSelect',
    options: [
      { id: 'optopen', name: 'Open', color: 'blue' },
      { id: 'optwon', name: '赢单', color: 'green' },
    ],
  },
  {
    ...base('tags'),
    type: 'multiSelect',
    options: [
      { id: 'optb', name: 'Big', color: 'blue' },
      { id: 'opta', name: 'Asia, Pacific', color: 'green' },
      { id: 'optc', name: 'Cold', color: 'gray' },
    ],
  },
  { ...base('date'), type: 'date' },
  { ...base('time'), type: 'dateTime' },
  { ...base('owner'), type: 'member', ownership: true },
  { ...base('auto'), type: 'autonumber' },
  {
    ...base('link'),
    type: 'link',
    target: 'tblother',
    reverse: 'fldback',
    side: 'forward',
    single: false,
  },
  {
    ...base('inverse'),
    type: 'link',
    target: 'tblother',
    reverse: 'fldforth',
    side: 'reverse',
    single: false,
  },
  { ...base('created'), type: 'createdTime' },
  { ...base('creator'), type: 'createdBy' },
  { ...base('modified'), type: 'modifiedTime', watch: 'all' },
  { ...base('modifier'), type: 'modifiedBy', watch: 'all' },
];

/** The example field of this name. */
export function exampleField(name: string): Field {
  const field = exampleFields.find((one) => one.slug === name);
  if (!field) throw new Error(`no example field ${name}`);
  return field;
}

/** The example field of this id, as conditions look it up. */
export function exampleById(id: string): Field | undefined {
  return exampleFields.find((one) => one.id === id);
}

/** A Saturday in Shanghai, among two members. */
export const exampleParse: ParseContext = {
  timeZone: 'Asia/Shanghai',
  today: '2026-11-21',
  member: (given) => (given === 'memwang' || given === 'Wang' ? 'memwang' : null),
};

const title = (id: string): Field => ({
  id,
  name: 'Name',
  slug: 'name',
  classes: [],
  type: 'text',
});

/** A table of one text field. */
export function exampleTable(name: string): Table {
  const field = title(`fld${name}`);
  return {
    id: `tbl${name}`,
    app: 'appone',
    name,
    slug: name,
    titleField: field.id,
    fields: [field],
    views: [],
  };
}

/** Two tables, `customers` and `orders`, in one app, with a class `profit`. */
export const exampleSchema: Schema = {
  workspace: 'wspone',
  version: 7,
  apps: [{ id: 'appone', name: 'Sales' }],
  classes: [{ id: 'clsprofit', name: 'Profit' }],
  tables: [exampleTable('customers'), exampleTable('orders')],
};
