import type { Condition, Grant, Schema, ScopePart } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../src/index.ts';
import { grant, inRole, organisation, own, policy, restriction, schema } from './world.ts';

/** With a further table that links to orders. */
const withNotes: Schema = {
  ...schema,
  tables: [
    ...schema.tables,
    {
      id: 'tblnotes',
      app: 'appcrm',
      name: 'Notes',
      slug: 'notes',
      titleField: 'fldnote',
      views: [],
      fields: [
        { id: 'fldnote', name: 'Note', slug: 'note', classes: [], type: 'text' },
        {
          id: 'fldorder',
          name: 'Order',
          slug: 'order',
          classes: [],
          type: 'link',
          target: 'tblorders',
          reverse: 'fldnotes',
          side: 'forward',
          single: true,
        },
      ],
    },
  ],
};

const ground = { schema, organisation: organisation() };
const scoped = (part: ScopePart, table = 'tblorders') =>
  policy([grant('rolsales', table, ['view'], { kind: 'any', of: [part] })]);
const where = (condition: Condition) => scoped({ kind: 'where', condition });

describe('a policy to be saved', () => {
  it('may use every scope there is', () => {
    expect(checkPolicy(policy([grant('rolsales', 'tblorders', ['view'], own)]), ground)).toBeNull();
    expect(
      checkPolicy(scoped({ kind: 'via', link: 'fldorders' }, 'tblcustomers'), ground),
    ).toBeNull();
  });

  it('must not name what does not exist', () => {
    const bad: Grant[] = [
      grant('rolnobody', 'tblorders', ['view']),
      grant('rolsales', 'tblnone', ['view']),
      grant('rolsales', 'tblorders', ['view'], own, {
        default: 'read',
        except: [{ field: 'fldnone', level: 'read' }],
      }),
      grant('rolsales', 'tblorders', ['view'], own, {
        default: 'read',
        except: [{ class: 'clsnone', level: 'read' }],
      }),
      grant('rolsales', 'tblorders', ['fly' as 'view']),
      grant('rolsales', 'tblorders', ['view'], own, { default: 'some' as 'read', except: [] }),
      grant('rolsales', 'tblorders', ['view'], {
        kind: 'any',
        of: [{ kind: 'via', link: 'fldcode' }],
      }),
      grant('rolsales', 'tblorders', ['managePolicy' as 'view']),
    ];
    for (const one of bad) expect(checkPolicy(policy([one]), ground)).not.toBeNull();
    // A rule that stands may have lost what it named; beside it others are still saved, and still checked.
    const [gone = bad[0] as Grant, other = bad[1] as Grant] = bad;
    const stands = (rule: { readonly id: string }) => rule.id === gone.id;
    const fine = grant('rolsales', 'tblorders', ['view']);
    expect(checkPolicy(policy([gone, fine]), { ...ground, stands })).toBeNull();
    expect(checkPolicy(policy([gone, other]), { ...ground, stands })).not.toBeNull();
  });

  it('lets sets of the subject stand only where more of them never means less', () => {
    const mine: Condition = { op: 'anyOf', field: 'fldseller', value: { context: 'myReports' } };
    expect(checkPolicy(where(mine), ground)).toBeNull();
    expect(checkPolicy(where({ op: 'not', of: mine }), ground)).not.toBeNull();
    expect(checkPolicy(where({ op: 'not', of: { op: 'not', of: mine } }), ground)).toBeNull();
    const lock = (when: Condition) =>
      policy(
        [],
        [
          restriction({
            on: { kind: 'table', id: 'tblorders' },
            actions: ['edit'],
            when,
            effect: { kind: 'forbid' },
            exempt: [],
          }),
        ],
      );
    expect(checkPolicy(lock(mine), ground)).not.toBeNull();
    expect(checkPolicy(lock({ op: 'not', of: mine }), ground)).toBeNull();
  });

  it('knows of days that move only today', () => {
    const within = (range: 'today' | 'thisWeek'): Condition => ({
      op: 'not',
      of: { op: 'within', field: 'fldtouched', value: { range } },
    });
    expect(checkPolicy(where(within('today')), ground)).toBeNull();
    expect(checkPolicy(where(within('thisWeek')), ground)).toMatchObject({ code: 'invalid' });
    const part = { kind: 'own', and: within('thisWeek') } as const;
    const scoped = grant('rolsales', 'tblorders', ['view'], { kind: 'any', of: [part] });
    expect(checkPolicy(policy([scoped]), ground)).toMatchObject({ code: 'invalid' });
  });

  it('must not look through links in a circle', () => {
    const circle = policy([
      grant('rolsales', 'tblcustomers', ['view'], {
        kind: 'any',
        of: [{ kind: 'via', link: 'fldorders' }],
      }),
      grant('rolsales', 'tblorders', ['view'], {
        kind: 'any',
        of: [{ kind: 'via', link: 'fldcustomer' }],
      }),
    ]);
    expect(checkPolicy(circle, ground)).toMatchObject({ code: 'invalid' });
  });

  it('may look through a link, and from there through one more, on either side; not through three', () => {
    const via = (table: string, link: string) =>
      grant('rolsales', table, ['view'], { kind: 'any', of: [{ kind: 'via', link }] });
    const two = [via('tbltasks', 'fldclient'), via('tblcustomers', 'fldorders')];
    expect(checkPolicy(policy(two), ground)).toBeNull();
    const back = via('tblcustomers', 'fldtasks');
    expect(checkPolicy(policy([back]), ground)).toBeNull();
    // From an order to its customer, to the customer's tasks, and on.
    const chain = [via('tblorders', 'fldcustomer'), back];
    expect(checkPolicy(policy(chain), ground)).toBeNull();
    const wide = { ...ground, schema: withNotes };
    expect(checkPolicy(policy([...chain, via('tblnotes', 'fldorder')]), wide)).toMatchObject({
      message: 'A scope looks through more than two links.',
    });
  });

  it('finds a circle also where a rule is on an app of one table', () => {
    const tables = schema.tables.map((one) =>
      one.id === 'tbltasks' ? { ...one, app: 'appdesk' } : one,
    );
    const apps = [...schema.apps, { id: 'appdesk', name: 'Desk' }];
    const task = grant('rolsales', 'tbltasks', ['view'], {
      kind: 'any',
      of: [{ kind: 'via', link: 'fldclient' }],
    });
    const circle = policy([
      { ...task, on: { kind: 'app', id: 'appdesk' } },
      grant('rolsales', 'tblcustomers', ['view'], {
        kind: 'any',
        of: [{ kind: 'via', link: 'fldtasks' }],
      }),
    ]);
    const message = 'Scopes look through links in a circle.';
    const parted = { ...ground, schema: { ...schema, tables, apps } };
    expect(checkPolicy(circle, parted)).toMatchObject({ message });
  });

  it('asks for no more than thirty different conditions of one member on one table', () => {
    const held = { ...ground, organisation: organisation([inRole('rolsales', 'membob')]) };
    const many = (count: number) =>
      policy(
        Array.from({ length: count }, (_, i) =>
          grant('rolsales', 'tblorders', ['view'], {
            kind: 'any',
            of: [{ kind: 'where', condition: { op: 'is', field: 'fldcode', value: `c${i}` } }],
          }),
        ),
      );
    expect(checkPolicy(many(30), held)).toBeNull();
    expect(checkPolicy(many(31), held)).toMatchObject({ code: 'invalid' });
  });

  it('gives a temporary grant an end, and no rule an end before its beginning', () => {
    const base = grant('rolsales', 'tblorders', ['view']);
    expect(checkPolicy(policy([{ ...base, origin: 'temporary' }]), ground)).not.toBeNull();
    expect(checkPolicy(policy([{ ...base, from: 5, until: 5 }]), ground)).not.toBeNull();
    expect(checkPolicy(policy([{ ...base, origin: 'temporary', until: 5 }]), ground)).toBeNull();
  });
});
