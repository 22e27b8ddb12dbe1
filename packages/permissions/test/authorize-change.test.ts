import {
  type Cells,
  type ChangeSet,
  type Field,
  type FieldDefault,
  isDenial,
  type RecordChange,
  type Schema,
  type Scope,
  type TableAction,
} from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { type Access, type Facts, isProven, planChange, projectSchema } from '../src/index.ts';
import {
  accessOf,
  grant,
  inRole,
  organisation,
  own,
  policy,
  restriction,
  schema,
  whole,
} from './world.ts';

const people = organisation([
  inRole('rolsales', 'membob'),
  inRole('rolsales', 'memcid'),
  inRole('rolboss', 'memann'),
]);
const chain = { kind: 'any', of: [{ kind: 'own' }, { kind: 'reports', depth: 'all' }] } as const;
const rules = policy(
  [
    grant('rolsales', 'tblcustomers', ['view', 'edit', 'create'], chain, {
      default: 'edit',
      except: [
        { class: 'clsprofit', level: 'hidden' },
        { field: 'fldowner', level: 'read' },
      ],
    }),
    grant('rolsales', 'tblorders', ['view', 'edit', 'create', 'delete'], own),
    grant('rolboss', 'tblcustomers', ['view', 'edit', 'create', 'transfer', 'delete']),
  ],
  [
    restriction({
      on: { kind: 'table', id: 'tblorders' },
      actions: ['edit', 'delete'],
      when: { op: 'is', field: 'fldstatus', value: 'closed' },
      effect: { kind: 'forbid' },
      exempt: [],
    }),
  ],
);
const bob = accessOf('membob', rules, people);
const boss = accessOf('memann', rules, people);

/** What a store would load: every listed record, and for each linked question the targets in `visible`. */
function facts(
  access: Access,
  change: ChangeSet,
  records: Record<string, Cells>,
  visible: string[],
) {
  const plan = planChange(access, change);
  if (isDenial(plan)) return { plan, facts: null };
  const loaded: Facts = {
    records: new Map(plan.needs.records.flatMap((id) => (records[id] ? [[id, records[id]]] : []))),
    linked: new Map(plan.needs.linked.map(({ key }) => [key, new Set(visible)])),
  };
  return { plan, facts: loaded };
}

function decide(
  access: Access,
  table: string,
  change: RecordChange,
  records: Record<string, Cells> = {},
  visible: string[] = [],
) {
  const loaded = facts(access, { table, changes: [change] }, records, visible);
  return loaded.facts && !isDenial(loaded.plan) ? loaded.plan.decide(loaded.facts) : loaded.plan;
}

const update = (cells: Cells, base?: Cells): RecordChange => ({
  kind: 'update',
  id: 'rec1',
  cells,
  ...(base && { base }),
});
const bobs = { rec1: { fldname: 'Old', fldowner: 'membob', fldrevenue: 5 } };

describe('updates', () => {
  it('lets an owner change what he may edit, and proves it', () => {
    const done = decide(bob, 'tblcustomers', update({ fldname: 'New' }), bobs);
    expect(isDenial(done)).toBe(false);
    expect(isProven(done)).toBe(true);
    expect(done).toMatchObject({ writes: [{ kind: 'update', cells: { fldname: 'New' } }] });
  });

  it('changes no field that is closed by what the same change brings', () => {
    const capped = policy(rules.grants, [
      restriction({
        on: { kind: 'table', id: 'tblorders' },
        fields: ['fldamount'],
        when: { op: 'is', field: 'fldstatus', value: 'closed' },
        effect: { kind: 'cap', level: 'read' },
        exempt: [],
      }),
    ]);
    const cid = accessOf('memcid', capped, people);
    const order = { rec1: whole('tblorders', { fldseller: 'memcid', fldstatus: 'open' }) };
    const change = (cells: Cells) => decide(cid, 'tblorders', update(cells), order);
    expect(change({ fldstatus: 'closed', fldamount: 900 })).toMatchObject({ code: 'forbidden' });
    expect(isDenial(change({ fldstatus: 'closed', fldcode: 'C' }))).toBe(false);
    expect(isDenial(change({ fldstatus: 'won', fldamount: 900 }))).toBe(false);
  });

  it('answers a record of somebody else like one that does not exist', () => {
    const strange = { rec1: { fldname: 'X', fldowner: 'memdora' } };
    const unseen = decide(bob, 'tblcustomers', update({ fldname: 'New' }), strange);
    expect(unseen).toEqual(decide(bob, 'tblcustomers', update({ fldname: 'New' }), {}));
    expect(unseen).toMatchObject({ code: 'not_found' });
  });

  it('answers a hidden field like one that does not exist, also when the guess is right', () => {
    expect(decide(bob, 'tblcustomers', update({ fldrevenue: 5 }), bobs)).toMatchObject({
      code: 'unknown_field',
    });
    expect(decide(bob, 'tblcustomers', update({ fldnothing: 5 }), bobs)).toMatchObject({
      code: 'unknown_field',
    });
  });

  it('reports a conflict only for cells that changed to something else', () => {
    const stale = decide(
      bob,
      'tblcustomers',
      update({ fldname: 'New' }, { fldname: 'Older' }),
      bobs,
    );
    expect(stale).toMatchObject({
      code: 'conflict',
      details: { cells: [{ id: 'rec1', field: 'fldname', current: 'Old' }] },
    });
    const same = decide(
      bob,
      'tblcustomers',
      update({ fldname: 'Old' }, { fldname: 'Older' }),
      bobs,
    );
    expect(isDenial(same)).toBe(false);
  });

  it('needs transfer to change an owner', () => {
    expect(decide(bob, 'tblcustomers', update({ fldowner: 'memcid' }), bobs)).toMatchObject({
      code: 'forbidden',
    });
    expect(isDenial(decide(boss, 'tblcustomers', update({ fldowner: 'memcid' }), bobs))).toBe(
      false,
    );
  });

  it('is closed by a restriction on the old and on the new values', () => {
    const closed = { rec1: { fldcode: 'a', fldseller: 'membob', fldstatus: 'closed' } };
    const open = { rec1: { fldcode: 'a', fldseller: 'membob', fldstatus: 'open' } };
    expect(decide(bob, 'tblorders', update({ fldcode: 'b' }), closed)).toMatchObject({
      code: 'forbidden',
    });
    expect(decide(bob, 'tblorders', update({ fldstatus: 'closed' }), open)).toMatchObject({
      code: 'forbidden',
    });
    expect(isDenial(decide(bob, 'tblorders', update({ fldstatus: 'new' }), open))).toBe(false);
  });

  it('keeps targets that the writer cannot see, and refuses to replace a single one', () => {
    const order = {
      rec1: { fldcode: 'a', fldseller: 'membob', fldcustomer: ['recunseen'], fldstatus: 'x' },
    };
    const link = (ids: string[] | null) => update({ fldcustomer: ids });
    expect(decide(bob, 'tblorders', link(null), order)).toMatchObject({ writes: [{ cells: {} }] });
    expect(decide(bob, 'tblorders', link(['recseen']), order, ['recseen'])).toMatchObject({
      code: 'forbidden',
    });
    const unseen = decide(bob, 'tblorders', link(['recother']), {
      rec1: { ...order.rec1, fldcustomer: null },
    });
    expect(unseen).toMatchObject({ code: 'invalid' });
  });

  it('does not empty a required field, nor write one that the product fills', () => {
    const order = { rec1: { fldcode: 'a', fldseller: 'membob', fldstatus: 'x' } };
    expect(decide(bob, 'tblorders', update({ fldstatus: null }), order)).toMatchObject({
      code: 'invalid',
    });
    expect(decide(boss, 'tblcustomers', update({ fldorders: ['recx'] }), bobs)).toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('creation', () => {
  const create = (cells: Cells): RecordChange => ({ kind: 'create', id: 'recnew', cells });

  it('makes the creator the owner when nobody is named', () => {
    expect(decide(bob, 'tblcustomers', create({ fldname: 'A' }))).toMatchObject({
      writes: [{ kind: 'create', cells: { fldname: 'A', fldowner: 'membob' } }],
    });
  });

  it('fills in defaults that its maker neither gives nor sees, where the record stays in his scope', () => {
    const starting = (cells: Readonly<Record<string, FieldDefault>>): Schema => ({
      ...schema,
      tables: schema.tables.map((one) => ({
        ...one,
        fields: one.fields.map((field) => ({
          ...field,
          ...(cells[field.id] && { default: cells[field.id] }),
        })) as readonly Field[],
      })),
    });
    const narrow = policy([
      grant('rolsales', 'tblorders', ['view', 'create'], own, {
        default: 'hidden',
        except: [{ field: 'fldcode', level: 'edit' }],
      }),
    ]);
    const make = (cells: Readonly<Record<string, FieldDefault>>, given: Cells = { fldcode: 'A' }) =>
      decide(
        accessOf('membob', narrow, people, { schema: starting(cells) }),
        'tblorders',
        create(given),
      );
    const status = { fldstatus: { value: 'new' } };
    // Required, hidden, and his to make all the same.
    expect(make(status)).toMatchObject({
      writes: [{ cells: { fldcode: 'A', fldstatus: 'new', fldseller: 'membob' } }],
    });
    expect(make(status, { fldcode: 'A', fldstatus: 'x' })).toMatchObject({ code: 'unknown_field' });
    expect(make({ ...status, fldseller: { value: 'memdora' } })).toMatchObject({
      code: 'forbidden',
    });
    expect(make({ ...status, fldseller: { context: 'me' } })).toMatchObject({
      writes: [{ cells: { fldseller: 'membob' } }],
    });
    const code = { fldcode: { value: 'Z' } };
    expect(make({ ...status, ...code }, {})).toMatchObject({
      writes: [{ cells: { fldcode: 'Z' } }],
    });
    // Emptied by hand, it stays empty.
    expect(make({ ...status, ...code }, { fldcode: null })).toMatchObject({
      writes: [{ cells: { fldstatus: 'new' } }],
    });
    // Of a product that only defaults make, and that he does not see, nothing is told.
    const vast = { fldamount: { value: 999_999_999_999_999 }, fldquantity: { value: 1_000_000 } };
    expect(isDenial(make({ ...status, ...vast }))).toBe(false);
    const shown = projectSchema(
      accessOf('membob', narrow, people, { schema: starting({ ...status, ...code }) }),
    );
    const fields = shown.tables.flatMap((table) => table.fields);
    expect(fields.map((field) => [field.id, field.default])).toEqual([['fldcode', { value: 'Z' }]]);
  });

  it('refuses an owner that the grant does not let him give, inside the scope or not', () => {
    for (const owner of ['memcid', 'memdora', 'membob'])
      expect(decide(bob, 'tblcustomers', create({ fldname: 'A', fldowner: owner }))).toMatchObject({
        code: 'forbidden',
      });
    expect(
      decide(bob, 'tblorders', create({ fldstatus: 'x', fldseller: 'memdora' })),
    ).toMatchObject({ code: 'forbidden' });
  });

  it('knows no field that a lock always closes, however wide the grant', () => {
    const locked = policy(rules.grants, [
      restriction({
        on: { kind: 'app', id: 'appcrm' },
        classes: ['clsprofit'],
        effect: { kind: 'cap', level: 'hidden' },
        exempt: [],
      }),
    ]);
    const owner = accessOf('memann', locked, people);
    expect(decide(owner, 'tblcustomers', create({ fldrevenue: 5 }))).toMatchObject({
      code: 'unknown_field',
    });
    const customers = projectSchema(owner).tables.find(({ id }) => id === 'tblcustomers');
    expect(customers?.fields.map(({ id }) => id)).not.toContain('fldrevenue');
  });

  it('needs one single grant that holds both the record and every given field', () => {
    const split = accessOf(
      'membob',
      policy([
        grant('rolsales', 'tblcustomers', ['view', 'create'], own, {
          default: 'hidden',
          except: [{ field: 'fldname', level: 'edit' }],
        }),
        grant('rolsales', 'tblcustomers', ['view', 'create'], own, {
          default: 'hidden',
          except: [{ field: 'fldregion', level: 'edit' }],
        }),
      ]),
      people,
    );
    expect(isDenial(decide(split, 'tblcustomers', create({ fldname: 'A' })))).toBe(false);
    expect(
      decide(split, 'tblcustomers', create({ fldname: 'A', fldregion: 'east' })),
    ).toMatchObject({
      code: 'forbidden',
    });
  });

  it('refuses links to records that cannot be seen', () => {
    const made = create({ fldstatus: 'x', fldcustomer: ['recother'] });
    expect(decide(bob, 'tblorders', made)).toMatchObject({ code: 'invalid' });
    expect(isDenial(decide(bob, 'tblorders', made, {}, ['recother']))).toBe(false);
  });
});

describe('deletion', () => {
  it('is answered as absent for what is unseen, and refused without the right', () => {
    const gone: RecordChange = { kind: 'delete', id: 'rec1' };
    expect(decide(bob, 'tblcustomers', gone, bobs)).toMatchObject({ code: 'forbidden' });
    expect(decide(bob, 'tblcustomers', gone, { rec1: { fldowner: 'memdora' } })).toEqual(
      decide(bob, 'tblcustomers', gone, {}),
    );
    expect(isDenial(decide(boss, 'tblcustomers', gone, bobs))).toBe(false);
  });

  it('is all or nothing: one refused record refuses the change set', () => {
    const change: ChangeSet = {
      table: 'tblcustomers',
      changes: [
        { kind: 'delete', id: 'rec1' },
        { kind: 'delete', id: 'recabsent' },
      ],
    };
    const loaded = facts(boss, change, bobs, []);
    const plan = loaded.plan;
    expect(!isDenial(plan) && loaded.facts && plan.decide(loaded.facts)).toMatchObject({
      code: 'not_found',
    });
  });
});

describe('formulas', () => {
  const graded = (value: string): Scope => ({
    kind: 'any',
    of: [{ kind: 'where', condition: { op: 'is', field: 'fldgrade', value } }],
  });
  const rules = (...actions: TableAction[]) =>
    policy([
      grant('rolsales', 'tblorders', ['view', 'edit', 'create', ...actions], graded('open')),
    ]);
  const open = { rec1: whole('tblorders', { fldcode: 'A', fldamount: 250, fldstatus: 'open' }) };

  it('are written by nobody, and count with their new value when a change is judged', () => {
    const seller = accessOf('membob', rules(), people);
    expect(decide(seller, 'tblorders', update({ fldgrade: 'open' }), open)).toMatchObject({
      code: 'forbidden',
    });
    // A total above 100 makes the grade another one, by way of the product.
    const grow = update({ fldquantity: 1000 });
    expect(decide(seller, 'tblorders', grow, open)).toMatchObject({ code: 'forbidden' });
    expect(isDenial(decide(seller, 'tblorders', update({ fldquantity: 10 }), open))).toBe(false);
    const giver = accessOf('membob', rules('transfer'), people);
    expect(isDenial(decide(giver, 'tblorders', grow, open))).toBe(false);
    const made = (fldquantity: number): RecordChange => ({
      kind: 'create',
      id: 'rec2',
      cells: { fldamount: 250, fldquantity, fldstatus: 'open' },
    });
    expect(isDenial(decide(seller, 'tblorders', made(10)))).toBe(false);
    expect(decide(seller, 'tblorders', made(1000))).toMatchObject({ code: 'forbidden' });
  });

  it('are known with how they are worked out to who reads all they read, through another one too', () => {
    const shown = (hidden: string) => {
      const except = [{ field: hidden, level: 'hidden' as const }];
      const view = grant('rolsales', 'tblorders', ['view'], undefined, { default: 'read', except });
      const schema = projectSchema(accessOf('membob', policy([view]), people));
      return schema.tables
        .find(({ id }) => id === 'tblorders')
        ?.fields.flatMap(({ expression }) => expression ?? []);
    };
    expect(shown('fldseller')).toEqual([
      'IF({fldtotal} > 100, "west", {fldstatus})',
      '{fldcode} & "/" & {fldgrade}',
    ]);
    expect(shown('fldcode')).toHaveLength(1);
    expect(shown('fldquantity')).toEqual([]);
  });
});

describe('products', () => {
  const orders = policy([
    grant(
      'rolsales',
      'tblorders',
      ['view', 'edit', 'create'],
      {
        kind: 'any',
        of: [{ kind: 'where', condition: { op: 'lt', field: 'fldtotal', value: 100 } }],
      },
      { default: 'edit', except: [] },
    ),
    grant('rolboss', 'tblorders', ['view', 'edit'], undefined, {
      default: 'edit',
      except: [{ class: 'clsprofit', level: 'hidden' }],
    }),
  ]);
  const seller = accessOf('membob', orders, people);
  const chief = accessOf('memann', orders, people);
  // 2.50 x 4.0 = 10
  const small = { rec1: { fldcode: 'A', fldamount: 250, fldquantity: 40, fldtotal: 10 } };

  it('are written by nobody', () => {
    expect(decide(seller, 'tblorders', update({ fldtotal: 3 }), small)).toMatchObject({
      code: 'forbidden',
    });
  });

  it('count with their new value when a change is judged', () => {
    const fits = decide(seller, 'tblorders', update({ fldquantity: 80 }), small);
    expect(isDenial(fits)).toBe(false);
    expect(decide(seller, 'tblorders', update({ fldquantity: 400 }), small)).toMatchObject({
      code: 'forbidden',
    });
    const made = (fldquantity: number): RecordChange => ({
      kind: 'create',
      id: 'rec2',
      cells: { fldamount: 250, fldquantity, fldstatus: 'open' },
    });
    expect(isDenial(decide(seller, 'tblorders', made(80)))).toBe(false);
    expect(decide(seller, 'tblorders', made(400))).toMatchObject({ code: 'forbidden' });
  });

  it('that grow too large are refused, unless the writer does not see them', () => {
    const dear = { rec1: { fldamount: 10 ** 14, fldquantity: -40, fldtotal: -4 * 10 ** 12 } };
    const grow = update({ fldquantity: -(10 ** 9) });
    const all = accessOf(
      'membob',
      policy([grant('rolsales', 'tblorders', ['view', 'edit'])]),
      people,
    );
    expect(decide(all, 'tblorders', grow, dear)).toMatchObject({ code: 'invalid' });
    expect(isDenial(decide(chief, 'tblorders', grow, dear))).toBe(false);
  });
});
