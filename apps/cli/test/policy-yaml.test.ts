import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  idMaker,
  type PolicyFile,
  type PolicyNames,
  readPolicyFile,
  readPolicyTests,
  writePolicyFile,
} from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../src/command.ts';
import { printPolicyFile, readPolicyText } from '../src/policy/policy-yaml.ts';

const names: PolicyNames = {
  timeZone: 'Asia/Shanghai',
  apps: [{ id: 'appshop', name: 'Shop' }],
  tables: [
    {
      id: 'tblorders',
      slug: 'orders',
      fields: [
        { id: 'fldowner', slug: 'owner', type: 'member' },
        { id: 'fldamount', slug: 'amount', type: 'currency' },
        {
          id: 'fldstate',
          slug: 'state',
          type: 'singleSelect',
          options: [
            { id: 'optopen', name: 'Open' },
            { id: 'optpaid', name: 'Paid' },
          ],
        },
      ],
    },
  ],
  classes: [{ id: 'clsprofit', name: 'profit' }],
  roles: [
    { id: 'rolowner', name: 'Owner' },
    { id: 'rolsales', name: 'Sales' },
    { id: 'rolboss', name: 'Management' },
  ],
  teams: [],
  departments: [],
  members: [],
};
const makeId = idMaker((count) => new Uint8Array(count).map(() => Math.floor(Math.random() * 256)));
const example = readFileSync(
  fileURLToPath(new URL('../../../docs/examples/policy.yaml', import.meta.url)),
  'utf8',
);

function policyOf(text: string) {
  const read = readPolicyFile(readPolicyText(text, 'policy.yaml').value, names, makeId);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.policy;
}

describe('the example of a policy file', () => {
  it('can be read, and says what it seems to say', () => {
    const policy = policyOf(example);
    expect(policy.grants).toHaveLength(3);
    expect(policy.grants[2]).toMatchObject({
      to: { kind: 'role', id: 'rolsales' },
      scope: {
        kind: 'any',
        of: [
          { kind: 'own' },
          {
            kind: 'reports',
            depth: 'all',
            and: { op: 'is', field: 'fldstate', value: 'optopen' },
          },
        ],
      },
      fields: { default: 'edit', except: [{ class: 'clsprofit', level: 'hidden' }] },
      until: Date.parse('2030-12-31T16:00:00Z'),
    });
    expect(policy.restrictions[0]).toMatchObject({
      when: {
        op: 'or',
        of: [
          { op: 'is', field: 'fldstate', value: 'optpaid' },
          { op: 'gte', field: 'fldamount', value: 100000 },
        ],
      },
      exempt: [{ to: { kind: 'role', id: 'rolboss' }, until: Date.parse('2030-06-30T16:00:00Z') }],
    });
    expect(policy.guarantees?.[0]?.never).toEqual({
      kind: 'see',
      level: 'masked',
      fields: [],
      classes: ['clsprofit'],
    });
  });

  it('is printed as it is written here, but for comments and ids', () => {
    const { tests } = readPolicyText(example, 'x').value as Pick<PolicyFile, 'tests'>;
    const file = { ...writePolicyFile(policyOf(example), names, 'Shop'), ...(tests && { tests }) };
    const lines = (text: string) => text.split('\n').filter((line) => !/^(#.*)?$| id: /.test(line));
    expect(lines(printPolicyFile(file))).toEqual(lines(example));
  });

  it('keeps its comments when it takes the new version and ids', () => {
    const saved = readPolicyText(example, 'x').withSaved(5, [{ path: ['rules', 1], id: 'granew' }]);
    expect(saved).toContain('# The rules of a small shop');
    expect(policyOf(saved)).toMatchObject({ version: 5, grants: [{}, { id: 'granew' }, {}] });
  });
});

describe('the text of a policy file', () => {
  it('is read as it was printed, whatever things are called', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        'null',
        'yes',
        '~',
        '2026-01-01',
        '1e3',
        '# x',
        '- a',
        'a: b',
        '*x',
        '&x',
        '!t',
        "'",
        '"',
        ' x ',
        '\n',
        'a\nb ',
        '|',
        '{',
        '中文：',
      ),
    );
    const rule = fc.record({
      to: fc.record({ role: text }),
      on: fc.record({ table: text }),
      may: fc.constant(['view']),
      records: fc.array(fc.record({ where: fc.record({ field: text, is: text }) }), {
        maxLength: 2,
      }),
      fields: fc.constant('read'),
      reason: text,
      id: text,
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), text, (rules, workspace) => {
        const file = { tessera: 'policy/1', workspace, version: 1, rules, restrictions: [] };
        const printed = printPolicyFile(file as unknown as PolicyFile);
        expect(readPolicyText(printed, 'x').value).toEqual(file);
      }),
      { numRuns: 500 },
    );
  });

  it('leads from a problem to its line', () => {
    const text = readPolicyText(example, 'policy.yaml');
    const line = (...path: (string | number)[]) => example.split('\n')[text.lineOf(path) - 1];
    expect(line('rules', 2, 'records', 1, 'and', 'is')).toContain('allReports');
    expect(line('restrictions', 0, 'effect')).toContain('effect: forbid');
    expect(line('restrictions', 0, 'nothing')).toContain('Paid orders stay');
    expect(line('nothing')).toContain('#');
  });

  it.each([
    ['a: [', 'policy.yaml:1'],
    ['a: 1\na: 2', 'policy.yaml:2'],
    [
      'a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c]',
      'too often',
    ],
  ])('is refused where it is no YAML, or one that explodes: %j', (given, said) => {
    expect(() => readPolicyText(given, 'policy.yaml')).toThrow(UsageError);
    expect(() => readPolicyText(given, 'policy.yaml')).toThrow(said);
  });
});

describe('the statements of a policy file', () => {
  const read = (...lines: readonly string[]) => {
    const text = readPolicyText(`tests:\n${lines.map((line) => `  - ${line}\n`).join('')}`, 'x');
    const found = readPolicyTests(text.value, names);
    return 'tests' in found
      ? found.tests
      : found.problems.map(({ path, message }) => `${text.lineOf(path)}: ${message}`);
  };

  it('of the example can be read, and say what they seem to say', () => {
    const found = readPolicyTests(readPolicyText(example, 'policy.yaml').value, names);
    expect(found).toEqual({
      tests: [
        {
          who: { kind: 'role', id: 'rolsales' },
          can: false,
          action: 'delete',
          table: 'tblorders',
        },
        {
          who: { kind: 'role', id: 'rolboss' },
          can: true,
          action: 'view',
          table: 'tblorders',
          field: 'fldamount',
          where: { op: 'is', field: 'fldstate', value: 'optopen' },
        },
        {
          who: { kind: 'role', id: 'rolsales' },
          can: false,
          action: 'edit',
          table: 'tblorders',
          where: {
            op: 'and',
            of: [
              { op: 'is', field: 'fldstate', value: 'optpaid' },
              { op: 'gte', field: 'fldamount', value: 100000 },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ['{ role: Sails, can: view, table: orders }', 'There is no role "Sails".'],
    ['{ role: Sales, member: Wang, can: view, table: orders }', 'one of member and role'],
    ['{ role: Sales, can: view, cannot: edit, table: orders }', 'one of can and cannot'],
    ['{ role: Sales, can: look, table: orders }', 'one of view'],
    ['{ role: Sales, can: view, table: others }', 'There is no table "others".'],
    ['{ role: Sales, can: view, field: orders.price }', 'There is no field "orders.price".'],
    ['{ role: Sales, can: view }', 'name a table'],
    ['{ role: Sales, can: view, table: orders, feild: x }', '"feild" is not known here.'],
    [
      '{ role: Sales, can: view, table: orders, record: rec, where: { field: state, is: Open } }',
      'of one record',
    ],
    ['{ role: Sales, can: create, table: orders, where: { field: state, is: Open } }', 'created'],
    ['{ role: Sales, can: delete, field: orders.amount }', 'A field is viewed'],
    [
      '{ role: Sales, can: view, table: orders, where: { field: state, is: Shut } }',
      'no "Shut" to choose',
    ],
    ['Sales', 'This is to be a map'],
  ])('are refused with their line where they are unclear: %s', (line, said) => {
    expect(read('{ role: Sales, can: view, table: orders }', line)).toEqual([
      expect.stringMatching(new RegExp(`^3: .*${said.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)),
    ]);
  });

  it('are to be there', () => {
    const without = readPolicyTests({ tessera: 'policy/1' }, names);
    expect(without).toEqual({ problems: [expect.objectContaining({ path: ['tests'] })] });
    expect(readPolicyTests({ tests: [] }, names)).toHaveProperty('problems');
  });
});
