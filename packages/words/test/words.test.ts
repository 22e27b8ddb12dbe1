import type { Grant, Guarantee, Policy, PolicyDifference } from '@tessera/model';
import type { ExplainAnswer } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import {
  describeBreach,
  describeDifference,
  describeExplanation,
  describeFinding,
  describeGuarantee,
  describePeople,
  describePrincipal,
  describeScope,
  en,
  sayIn,
  type Things,
  zh,
} from '../src/index.ts';

const names: Readonly<Record<string, string>> = {
  tblorders: 'Orders',
  appshop: 'Shop',
  fldprice: 'Price',
  fldstate: 'State',
  clsprofit: 'profit',
  rolsales: 'Sales',
  memwang: 'Wang',
  svcsync: 'Nightly sync',
  optopen: 'Open',
};
const name = (id: string) => names[id];
const things: Things = {
  table: name,
  app: name,
  field: name,
  class: name,
  role: name,
  team: name,
  department: name,
  member: name,
  service: name,
  value: (constant) => name(String(constant)) ?? String(constant),
};
const day = (time: number) => new Date(time).toISOString().slice(0, 10);

const grant: Grant = {
  id: 'grasales',
  to: { kind: 'role', id: 'rolsales' },
  on: { kind: 'table', id: 'tblorders' },
  actions: ['view', 'edit'],
  scope: { kind: 'any', of: [{ kind: 'own' }] },
  fields: { default: 'edit', except: [{ class: 'clsprofit', level: 'hidden' }] },
  origin: 'role',
  reason: 'because',
};
const difference: PolicyDifference = {
  grants: [
    { kind: 'added', after: grant },
    {
      kind: 'changed',
      before: grant,
      after: {
        ...grant,
        scope: { kind: 'all' },
        fields: { default: 'read', except: [{ field: 'fldprice', level: 'edit' }] },
      },
      parts: ['scope', 'fields'],
    },
    {
      kind: 'removed',
      before: {
        ...grant,
        on: { kind: 'workspace' },
        actions: ['managePolicy', 'viewAudit'],
        scope: { kind: 'none' },
      },
    },
  ],
  restrictions: [
    {
      kind: 'added',
      after: {
        id: 'respaid',
        name: 'Open orders stay',
        on: { kind: 'table', id: 'tblorders' },
        actions: ['delete'],
        when: { op: 'is', field: 'fldstate', value: 'optopen' },
        effect: { kind: 'forbid' },
        exempt: [
          { to: { kind: 'member', id: 'memwang' } },
          {
            to: { kind: 'role', id: 'rolsales' },
            from: Date.UTC(2030, 0, 1),
            until: Date.UTC(2030, 6, 1),
          },
        ],
        reason: 'because',
      },
    },
  ],
  guarantees: [],
};

const said = (language: 'en' | 'zh') =>
  describeDifference(difference, things, sayIn(language), day).map(
    ({ kind, text, before, details }) => [kind, before, text, ...details],
  );

const promise: Guarantee = {
  id: 'guaprofit',
  name: 'Profit stays',
  who: { kind: 'role', id: 'rolsales' },
  except: [{ kind: 'member', id: 'memwang' }],
  on: { kind: 'app', id: 'appshop' },
  never: { kind: 'see', fields: ['fldprice'], classes: ['clsprofit'], level: 'masked' },
  reason: 'because',
};

describe('a guarantee', () => {
  const both = (one: Guarantee) =>
    (['en', 'zh'] as const).map((language) => describeGuarantee(one, things, sayIn(language)));

  it('is one sentence', () => {
    expect(both(promise)).toEqual([
      'Sales may never see or recognise fields of the class “profit”, “Price” in Shop, except for Wang.',
      '“Sales”绝不能看到（打码也不行）“Shop”中的“profit”类字段、“Price”（Wang除外）。',
    ]);
    const everyone: Guarantee = {
      ...promise,
      who: { kind: 'everyone' },
      except: [],
      on: { kind: 'workspace' },
      never: { kind: 'do', actions: ['export', 'manageBackups'] },
    };
    expect(both(everyone)).toEqual([
      'Nobody may export records of the whole workspace. Nobody may manage backups.',
      '任何人都不得导出“整个工作区”的记录。 任何人都不得管理备份。',
    ]);
  });

  it('is told with who would have what when it is broken', () => {
    const breach = {
      guarantee: promise.id,
      members: ['memwang', 'a', 'b', 'c', 'd', 'e', 'f'],
      groups: [promise.who],
      tables: ['tblorders'],
      fields: ['fldprice'],
      actions: ['export', 'viewAudit'] as const,
      rules: [],
    };
    const one = { ...things, member: (id: string) => name(id) ?? id };
    expect(describeBreach(breach, one, sayIn('en'))).toEqual([
      'Would have it: Wang, a, b, c, d, e and 1 more',
      'Anyone new in: Sales',
      'In: Orders',
      'Fields: Price',
      'They could: export, read the log',
    ]);
  });
});

describe('a difference of two policies', () => {
  it('is told in English', () => {
    expect(said('en')).toEqual([
      [
        'added',
        undefined,
        'Sales can see, edit records of Orders they own.',
        'All other fields: Edit',
        'Fields of the class “profit”: Hidden',
      ],
      [
        'changed',
        'Sales can see, edit records of Orders they own.',
        'Sales can see, edit all records of Orders.',
        'All other fields: Edit → View',
        'Fields of the class “profit”: Hidden → as all others',
        '“Price”: as all others → Edit',
      ],
      [
        'removed',
        undefined,
        'Sales can manage access, read the log.',
        'All other fields: Edit',
        'Fields of the class “profit”: Hidden',
      ],
      [
        'added',
        undefined,
        'Restriction “Open orders stay”: Nobody may delete records of Orders where State is “Open”, except for Wang, Sales (from 2030-01-01, until 2030-06-30).',
      ],
    ]);
  });

  it('is told in Chinese', () => {
    const lines = said('zh').flat();
    expect(lines).toContain('Sales可以对“Orders”中本人负责的记录进行查看、编辑。');
    expect(lines).toContain('其他所有字段：编辑 → 查看');
    expect(lines).toContain('Sales可以管理权限、查看日志。');
    expect(lines.join()).toContain('，Wang、Sales（自 2030-01-01 起、至 2030-06-30）除外。');
    expect(lines.join()).not.toMatch(/\{\{|undefined|你/u);
  });
});

const answer: ExplainAnswer = {
  allowed: true,
  grants: [
    {
      grant: 'grasales',
      to: { kind: 'role', id: 'rolsales', name: 'Sales' },
      paths: [
        {
          to: { kind: 'role', id: 'rolsales', name: 'Sales' },
          by: { kind: 'team', id: 'teanorth', name: 'North' },
          until: Date.UTC(2030, 0, 2),
        },
      ],
      active: true,
      scope: {
        kind: 'any',
        of: [
          { part: 'own', holds: true },
          { part: 'team', holds: false },
        ],
        holds: true,
      },
      opens: true,
    },
  ],
  locks: [],
  shares: [],
};
const asked = { action: 'view', record: true } as const;

it('speaks of all fields where a rule makes no difference between them', () => {
  const after = { ...grant, fields: { default: 'masked', except: [] } } as const;
  const [told] = describeDifference(
    { grants: [{ kind: 'added', after }], restrictions: [], guarantees: [] },
    things,
    sayIn('en'),
    day,
  );
  expect(told?.details).toEqual(['All fields: Masked']);
});

describe('an explanation', () => {
  it('names who, what, and the rule that opens it', () => {
    expect(describeExplanation(answer, { ...asked, who: 'Wang' }, sayIn('en'))).toEqual({
      head: 'Wang may see this record',
      because: ['the role Sales, which North holds (until 2030-01-02): own records'],
      notes: [],
      would: [],
    });
    expect(describeExplanation(answer, asked, sayIn('zh')).head).toBe('您可以查看这条记录');
  });

  it('names the restriction that closes it, and what would open it', () => {
    const closed: ExplainAnswer = {
      ...answer,
      allowed: false,
      grants: answer.grants.map((one) => ({ ...one, opens: false })),
      locks: [{ restriction: 'reslock', name: 'Quiet', holds: true, exempt: false, closes: true }],
    };
    const condition = { op: 'is', field: 'fldstate', value: 'optopen' } as const;
    const when = { kind: 'atom', atom: condition, negated: true, holds: true } as const;
    const [lock] = closed.locks;
    const [rule] = closed.grants;
    if (!lock || !rule) throw new Error('There is no rule.');
    const of = [{ part: 'where', condition: { ...when, negated: false }, holds: false }] as const;
    const full = describeExplanation(
      {
        ...closed,
        grants: [{ ...rule, scope: { kind: 'any', of, holds: false } }],
        locks: [{ ...lock, when }],
      },
      { ...asked, things },
      sayIn('en'),
    );
    expect(full.notes).toEqual([
      'Closed by the restriction “Quiet”, as long as not (State is “Open”)',
    ]);
    expect(full.would).toEqual([
      'the role Sales, which North holds (until 2030-01-02): records where State is “Open”',
    ]);
    const about = { action: 'edit', field: 'Price', table: 'Orders', record: false } as const;
    const told = describeExplanation(closed, about, sayIn('en'));
    expect(told.head).toBe('You may not change “Price” of Orders');
    expect(told.notes).toEqual(['Closed by the restriction “Quiet”']);
    expect(told.would).toEqual([
      'the role Sales, which North holds (until 2030-01-02): own records, records of own teams',
    ]);
  });

  it('says that a mask is shown where nothing opens more', () => {
    const masked: ExplainAnswer = {
      ...answer,
      allowed: false,
      level: { least: 'masked', most: 'masked' },
      grants: answer.grants.map((one) => ({ ...one, level: 'masked', opens: false })),
    };
    const about = { action: 'view', field: 'Price', record: true } as const;
    const told = describeExplanation(masked, about, sayIn('en'));
    expect([told.notes, told.would]).toEqual([['Only a mask of it is shown.'], []]);
  });

  it('does not call unknown what is refused', () => {
    const unknown: ExplainAnswer = { ...answer, allowed: 'unknown', grants: [] };
    const told = describeExplanation(
      unknown,
      { ...asked, table: 'Orders', record: false },
      sayIn('en'),
    );
    expect(told.head).toMatch(/^You may perhaps see records of Orders: it depends/);
    expect(told.notes).toEqual([]);
  });
});

describe('an explanation of a field that is made of others', () => {
  const about = { action: 'view', field: 'Total', record: true } as const;
  const [rule] = answer.grants;
  if (!rule) throw new Error('There is no rule.');
  const closed: ExplainAnswer = { ...answer, allowed: false, grants: [] };
  const lowered = (own: 'read' | 'masked', field?: { id: string; name: string }) => ({
    ...closed,
    grants: [
      {
        ...rule,
        opens: false as const,
        level: 'hidden' as const,
        inputs: [{ ...(field && { field }), level: 'hidden' as const }],
        own,
      },
    ],
  });

  it('says what it is made of, and which input would have to open', () => {
    const price = { id: 'fldprice', name: 'Price' };
    const told = describeExplanation(lowered('read', price), about, sayIn('en'));
    expect(told.notes).toEqual(['It is made of “Price”, and never more open than that']);
    expect(told.would).toEqual([
      expect.stringMatching(/^the role Sales.*if it opened “Price” too$/),
    ]);
    const unseen = describeExplanation(lowered('read'), about, sayIn('zh'));
    expect(unseen.notes).toEqual(['它由您看不到的字段得出，开放程度不会更高']);
    // Where the rule gives the field itself too little as well, the input would not do.
    expect(describeExplanation(lowered('masked', price), about, sayIn('en')).would).toEqual([]);
  });

  it('says that nothing behind the link is open, that all of it counts, and whose ceiling it is', () => {
    const notes = (more: Partial<ExplainAnswer>) =>
      describeExplanation({ ...closed, ...more }, about, sayIn('en')).notes;
    const link = { id: 'fldorders', name: 'Orders' };
    const table = { id: 'tblorders', name: 'All orders' };
    expect(notes({ behind: { link, table, opens: false } })).toEqual([
      'Of All orders, behind the link “Orders”, nothing is open that it is made of',
    ]);
    expect(notes({ behind: { opens: false } })).toEqual([
      'Nothing is open of the linked records that it is made of',
    ]);
    expect(notes({ allowed: true, behind: { declassified: true, opens: true } })).toEqual([
      'It is made of all linked records, and the same for everyone (declassified).',
    ]);
    expect(notes({ ceiling: { holder: 'member', opens: false } })).toEqual([
      'The ceiling of this token does not let it pass',
    ]);
    expect(notes({ ceiling: { holder: 'service', opens: false } })).toEqual([
      'The ceiling of this token of a service account does not let it pass',
    ]);
    expect(notes({ fixed: true })).toEqual(['It is made by the system. Nobody changes it.']);
    const inputs = [{ field: { id: 'fldprice', name: 'Price' }, level: 'hidden' as const }];
    const lock = { restriction: 'res', name: 'Quiet', holds: true, exempt: false, closes: true };
    expect(notes({ locks: [{ ...lock, cap: 'hidden', inputs }] })).toEqual([
      'Closed by the restriction “Quiet” on “Price”, which it is made of',
    ]);
  });
});

it('people who can are named, counted beyond a number, and those who cannot be told apart counted', () => {
  const members = ['Ann', 'Bo', 'Cai'].map((one) => ({ id: one, name: one, allowed: true }));
  const who = { members: [...members, { id: 'Di', name: 'Di', allowed: 'unknown' as const }] };
  expect(describePeople(who, sayIn('en'), 2)).toEqual([
    'Ann, Bo and 1 more',
    'For 1 more it depends on the record, or on what you may not read.',
  ]);
  expect(describePeople({ members: [] }, sayIn('en'))).toEqual(['Nobody.']);
  expect(describePeople({ owners: [] }, sayIn('en'))).toEqual([]);
});

it('a service account is called by its name, to whoever may know it', () => {
  const to = (id: string) => ({ kind: 'service', id }) as const;
  expect(describePrincipal(to('svcsync'), things, sayIn('en'))).toBe('Nightly sync');
  expect(describePrincipal(to('svcother'), things, sayIn('en'))).toBe('a service account');
});

it('a finding names the rules it is about', () => {
  const policy: Policy = { version: 1, grants: [grant], restrictions: [] };
  const none: readonly string[] = [];
  const finding = { rules: ['grasales'], tables: none, fields: none, roles: none, members: none };
  expect(
    describeFinding(
      { ...finding, code: 'grantOfNothing', severity: 'warning' },
      policy,
      things,
      sayIn('en'),
      day,
    ),
  ).toEqual({
    text: 'The rule gives nothing.',
    rules: ['Rule: Sales can see, edit records of Orders they own.'],
  });
});

function leaves(node: unknown, at = ''): readonly (readonly [string, string])[] {
  if (typeof node === 'string') return [[at, node]];
  return Object.entries(node as object).flatMap(([key, value]) =>
    leaves(value, at ? `${at}.${key}` : key),
  );
}

it('every word stands under the same key in both languages, with the same values', () => {
  const holes = (text: string) => [...text.matchAll(/\{\{(\w+)/gu)].map(([, one]) => one).sort();
  const shape = (texts: object) => leaves(texts).map(([key, text]) => [key, holes(text)]);
  expect(shape(zh)).toEqual(shape(en));
});

describe('the words in Chinese', () => {
  it('say 您 to whoever reads them, never 你', () => {
    expect(JSON.stringify(zh)).not.toContain('你');
  });
});

it('keeps a condition on some records from those that are named after it', () => {
  const where = { op: 'is', field: 'fldstate', value: 'optopen' } as const;
  const scope = {
    kind: 'any',
    of: [{ kind: 'reports', depth: 'direct', and: where }, { kind: 'unowned' }],
  } as const;
  const said = (language: 'en' | 'zh') => describeScope(scope, things, sayIn(language));
  expect(said('en')).toBe('of their direct reports, where State is “Open”; or without an owner');
  expect(said('zh')).toBe('直接下属负责且State为“Open”；或没有负责人');
  const plain = { kind: 'any', of: [{ kind: 'own' }, { kind: 'unowned' }] } as const;
  expect(describeScope(plain, things, sayIn('en'))).toBe('they own or without an owner');
});
