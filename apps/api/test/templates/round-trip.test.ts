import type { Field } from '@tessera/model';
import type { QueryAnswer } from '@tessera/protocol';
import { templates } from '@tessera/templates';
import { afterAll, describe, expect, it } from 'vitest';
import { type Client, makeWorld, type World } from '../world.ts';

const unwritten = new Set([
  'member',
  'autonumber',
  'createdTime',
  'createdBy',
  'modifiedTime',
  'modifiedBy',
]);

/** Structure and rules with a name in place of every id, so that two workspaces can be laid side by side. */
function named({ workspace: { store } }: World): { structure: unknown; rules: unknown } {
  const schema = store.schema();
  const names = new Map<string, string>();
  for (const { id, name } of [...schema.apps, ...schema.classes, ...store.organisation().roles])
    names.set(id, name);
  for (const table of schema.tables) {
    names.set(table.id, `table ${table.slug}`);
    for (const view of table.views) names.set(view.id, `view ${view.name}`);
    for (const field of table.fields) {
      names.set(field.id, `${table.slug}.${field.slug}`);
      if ('options' in field) for (const { id, name } of field.options) names.set(id, name);
    }
  }
  const told = (value: unknown): unknown => {
    if (typeof value === 'string') return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map(told);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]) => [names.get(key) ?? key, told(item)] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  };
  const shownIn = (table: (typeof schema.tables)[number]) =>
    table.views.map((view) => ({
      ...view,
      hiddenFields: view.hiddenFields ?? [],
      // What a view does not order itself stands in the order of its table.
      fieldOrder: [
        ...new Set([...(view.fieldOrder ?? []), ...table.fields.map((field) => field.id)]),
      ],
    }));
  const tables = schema.tables.map((table) => ({ ...table, views: shownIn(table) }));
  const policy = store.policy();
  const grants = policy.grants.filter(
    ({ to }) => names.get(to.kind === 'role' ? to.id : '') !== 'Owner',
  );
  const rules = [...grants, ...policy.restrictions].map(({ id: _id, ...rule }) => told(rule));
  const byWords = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return {
    structure: told([schema.apps, schema.classes, tables]),
    rules: rules.sort(byWords),
  };
}

/** What the owner sees in every record, by names: but for people and what the server writes itself. */
async function records(world: World): Promise<unknown> {
  const owner = await world.as(world.owner);
  const found: Record<string, unknown> = {};
  for (const table of world.workspace.store.schema().tables) {
    const { body } = await owner.post(`${world.base}/tables/${table.id}/records/query`, {});
    const rows = (body as QueryAnswer).records.map(({ fields }) =>
      Object.fromEntries(
        table.fields
          .filter(({ type }) => !unwritten.has(type))
          .map((field) => [field.slug, plain(field, fields[field.id])]),
      ),
    );
    found[table.slug] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return found;
}

function plain({ type }: Field, value: unknown): unknown {
  if (type === 'link') return (value as { title: string }[]).map(({ title }) => title).sort();
  if (Array.isArray(value)) return (value as { name: string }[]).map(({ name }) => name).sort();
  if (typeof value === 'object' && value !== null) return (value as { name: string }).name;
  return value;
}

/** A view with all that a view can keep, on the first table with a choice and a number. */
async function addView(saver: Client, { base, workspace }: World): Promise<void> {
  const { tables } = workspace.store.schema();
  const of = (types: readonly string[]) => (table: (typeof tables)[number]) =>
    table.fields.find(({ type }) => types.includes(type));
  const [choiceOf, numberOf] = [of(['singleSelect']), of(['number', 'currency'])];
  const table = tables.find((one) => choiceOf(one) && numberOf(one));
  const choice = table && choiceOf(table);
  const number = table && numberOf(table);
  if (!table || !number || choice?.type !== 'singleSelect') throw new Error('No table fits.');
  const [first] = choice.options;
  const when = { op: 'is', field: choice.id, value: first?.id };
  for (const color of [{ field: choice.id }, { rules: [{ when, color: 'red' }] }]) {
    const made = await saver.post(`${base}/tables/${table.id}/views`, {
      name: 'rules' in color ? 'Coloured by a rule' : 'Coloured by a choice',
      group: [{ field: choice.id, direction: 'desc' }],
      measures: { [number.id]: 'sum' },
      frozen: 2,
      color,
    });
    expect([made.status, made.text]).toEqual([201, made.text]);
  }
}

describe.each(templates)('the template $slug, saved and started from', ({ slug }) => {
  const worlds: World[] = [];
  afterAll(async () => {
    for (const world of worlds) await world.close();
  });

  it('gives the same structure, rules and records in another workspace', async () => {
    const from = await makeWorld({ template: slug, samples: true });
    const to = await makeWorld({ template: null });
    worlds.push(from, to);
    const saver = await from.as(from.owner);
    await addView(saver, from);
    const saved = await saver.post(`${from.base}/templates`, { name: 'Ours', records: true });
    expect([saved.status, saved.body.left]).toEqual([
      201,
      { tables: [], links: [], rules: 0, closed: [], records: 0 },
    ]);
    const id = saved.body.template.id as string;
    const file = await saver.get(`${from.base}/templates/${id}/file`);
    expect(file.headers.get('content-disposition')).toContain('Ours 2026-03-18.tessera.json');
    for (const secret of [from.owner.id, from.owner.name, from.workspace.id])
      expect(file.text).not.toContain(secret);

    const starter = await to.as(to.owner);
    const kept = await starter.post(`${to.base}/templates/file`, file.body);
    expect([kept.status, kept.body.message]).toEqual([201, undefined]);
    // Who sees what is told alike before one starts.
    const { slug: _slug, ...look } = saved.body.template.look;
    expect(kept.body.look).toMatchObject(look);
    const body = { template: kept.body.id, samples: true };
    const made = await starter.post(`${to.base}/apps`, body);
    expect([made.status, made.body.error]).toEqual([201, undefined]);
    const [a, b] = [named(from), named(to)];
    expect(b.structure).toEqual(a.structure);
    expect(b.rules).toEqual(a.rules);
    expect(await records(to)).toEqual(await records(from));
  });
});
