import { isDenial } from '@tessera/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addApp } from '../src/operations/change-apps.ts';
import { addField, changeField } from '../src/operations/change-fields.ts';
import { createRecords } from '../src/operations/change-records.ts';
import { addTable } from '../src/operations/change-tables.ts';
import { convertField } from '../src/operations/convert-field.ts';
import { readSchema } from '../src/operations/read-schema.ts';
import { saveTemplate } from '../src/operations/save-template.ts';
import { columns, type ImportStage, importStage, sam } from './import-stage.ts';

let stage: ImportStage;
beforeAll(async () => {
  stage = await importStage();
  const { small } = stage;
  await small.rule([
    {
      to: { kind: 'role', id: 'rolsales' },
      on: { kind: 'table', id: 'tblcustomers' },
      actions: ['view', 'create', 'edit', 'import'],
      scope: { kind: 'all' },
    },
  ]);
});
afterAll(() => stage.small.close());

const owner = () => stage.small.as(stage.small.owner);
const customers = 'customers';
const field = (id: string) =>
  readSchema(owner())
    .tables.flatMap(({ fields }) => fields)
    .find((one) => one.id === id);

describe('unique fields', () => {
  it('are made of those without duplicates, and the others are told with their records', async () => {
    await stage.small.create('tblcustomers', 'recgam', { fldname: 'Gamma', fldphone: '1 23' });
    await stage.small.create('tblcustomers', 'recdel', { fldname: 'Delta', fldphone: '1 23' });
    const refused = await changeField(owner(), customers, 'phone', { unique: true });
    expect(refused).toMatchObject({
      code: 'conflict',
      message: '"Phone" cannot be unique: 2 records share one value.',
      details: {
        unique: 'duplicates',
        values: 1,
        records: 2,
        examples: [
          {
            value: '1 23',
            records: [
              { id: 'recgam', title: 'Gamma' },
              { id: 'recdel', title: 'Delta' },
            ],
          },
        ],
      },
    });
    expect(field('fldphone')?.unique).toBeUndefined();
    expect(field('fldphone')?.mayBeUnique).toBe(true);
    expect(await changeField(owner(), customers, 'name', { unique: true })).toMatchObject({
      unique: true,
    });
  });

  it('either refuse duplicates or point them out', async () => {
    const both = { unique: true, warnDuplicates: true };
    expect(await changeField(owner(), customers, 'name', both)).toMatchObject({ code: 'invalid' });
    const warned = await changeField(owner(), customers, 'phone', { warnDuplicates: true });
    expect(warned).toMatchObject({ warnDuplicates: true });
    await stage.small.write('tblcustomers', { kind: 'delete', id: 'recdel' });
    const made = await changeField(owner(), customers, 'phone', { unique: true });
    expect(made).toMatchObject({ unique: true });
    expect(made).not.toHaveProperty('warnDuplicates');
    expect(await changeField(owner(), customers, 'phone', { unique: false })).not.toHaveProperty(
      'unique',
    );
  });

  it('are of types that can be compared, without a default, and keep their type', async () => {
    for (const type of ['checkbox', 'singleSelect', 'longText', 'autonumber', 'member'])
      expect(
        await addField(owner(), customers, { name: `A ${type}`, type, unique: true }),
        type,
      ).toMatchObject({ code: 'invalid' });
    const usual = { name: 'Usual', type: 'text', unique: true, default: { value: 'x' } };
    expect(await addField(owner(), customers, usual)).toMatchObject({ code: 'invalid' });
    const other = { type: 'longText', lose: 0 };
    expect(await convertField(owner(), customers, 'name', other)).toMatchObject({
      code: 'invalid',
    });
    const table = await addTable(owner(), {
      name: 'Codes',
      app: 'appcrm',
      fields: [{ name: 'Code', type: 'text', unique: true }],
    });
    expect(isDenial(table)).toBe(false);
  });

  it('refuse rows of a file one by one, in the trial as in the import', async () => {
    const file = 'Name\nAcme\nNew one\nnew ONE\nNew two\n\n';
    const run = (dryRun: boolean) =>
      stage.run(sam, file, { columns: columns('name'), header: true, dryRun }, customers);
    for (const dryRun of [true, false]) {
      const report = await run(dryRun);
      expect(report, String(dryRun)).toMatchObject({ created: 2, refused: 2 });
      const words = 'is unique, and another record has this value';
      expect(JSON.stringify(report)).toContain(words);
    }
    const names = (await stage.shown(sam, customers)).map((cells) => cells.fldname);
    expect(names.filter((name) => name === 'New one').length).toBe(1);
  });

  it('go into a template of one’s own, and come out of it as far as its starter may decide', async () => {
    const saved = await saveTemplate(owner(), { name: 'Mine', records: true });
    if (isDenial(saved)) throw new Error(saved.message);
    const { id } = saved.template;
    const started = async (member: string) => {
      const before = new Set(stage.small.workspace.store.schema().tables.map((one) => one.id));
      const app = await addApp(stage.small.as(member), { template: id, samples: true });
      if (isDenial(app)) throw new Error(app.message);
      const { tables } = stage.small.workspace.store.schema();
      const made = tables.find((one) => !before.has(one.id) && one.slug.startsWith(customers));
      return { table: made?.id ?? '', name: made?.fields.find((one) => one.slug === 'name') };
    };
    const made = await started(stage.small.owner);
    expect(made.name).toMatchObject({ unique: true });
    const acme = await createRecords(owner(), made.table, {
      records: [{ fields: { name: 'ACME' } }],
    });
    expect(acme).toMatchObject({ code: 'conflict', details: { unique: 'taken' } });
  });
});
