import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  idMaker,
  type PolicyFile,
  type PolicyNames,
  readPolicyFile,
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
    const file = writePolicyFile(policyOf(example), names, 'Shop');
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
