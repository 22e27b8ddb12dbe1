import type { ImportInspection, ImportOptions, ImportReport } from '@tessera/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRow, rawWorkbook } from './raw-workbook.ts';
import { makeWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const surnames = ['王', '李', 'Müller', "O'Neill", 'Zhang'];
const departments = ['华东', '华南', 'Service'];
const people = Array.from({ length: 40 }, (_, index) => ({
  name: `${surnames[index % surnames.length]} ${index + 1}`,
  email: `person${index + 1}@example.com`,
  department: departments[Math.floor(index / 14)] ?? '',
}));

/**
 * A list as people keep it: a title over all columns, a header of two rows with merged cells, blank rows in between,
 * days as numbers, departments merged downwards, names in shared texts of several looks, a sheet of notes in front.
 */
function staffList(): Uint8Array {
  const rows = [
    rawRow(1, ['员工名单 2026', null, null, null, null]),
    rawRow(3, ['姓名', '联系方式', null, '部门', '入职日期']),
    rawRow(4, [null, '邮箱', '电话', null, null]),
  ];
  const merges = ['A1:E1', 'A3:A4', 'B3:C3', 'D3:D4', 'E3:E4'];
  const strings: string[] = [];
  let number = 5;
  let begun = { department: '', at: 0 };
  for (const [index, { name, email, department }] of people.entries()) {
    const [first = '', rest = ''] = name.split(' ');
    strings.push(
      `<si><r><t>${first}</t></r><r><rPr><b/></rPr><t xml:space="preserve"> ${rest}</t></r></si>`,
    );
    const isFirst = department !== begun.department;
    if (isFirst && begun.at > 0) merges.push(`D${begun.at}:D${number - 1}`);
    if (isFirst) begun = { department, at: number };
    rows.push(
      rawRow(number, [
        `<c t="s"><v>${index}</v></c>`,
        `<c t="str"><f>LOWER("X")</f><v>${email}</v></c>`,
        13_800_138_000 + index,
        isFirst ? department : null,
        `<c s="1"><v>${44_000 + index}</v></c>`,
      ]),
    );
    number += 1;
    // A line left free now and then.
    if (index % 9 === 8) {
      rows.push(rawRow(number, ['  ', null, null, null, null]));
      number += 1;
    }
  }
  merges.push(`D${begun.at}:D${number - 1}`);
  return rawWorkbook({
    strings: strings.join(''),
    formats: ['yyyy"年"m"月"d"日"'],
    sheets: {
      说明: { rows: rawRow(1, ['See the other sheet.']) },
      员工: { rows: rows.join(''), merges },
    },
  });
}

describe('a list of forty people from a spreadsheet', () => {
  async function send<Answer>(path: string, options: object): Promise<Answer> {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(staffList())]), '员工.xlsx');
    form.set('options', JSON.stringify(options));
    const owner = await world.as(world.owner);
    const response = await world.server.request(`http://localhost${world.base}${path}`, {
      method: 'POST',
      headers: { host: 'localhost', cookie: owner.cookie ?? '' },
      body: form,
    });
    const text = await response.text();
    expect(response.status, text).toBe(200);
    return JSON.parse(text) as Answer;
  }

  it('is read as meant, brings all of them in, and each can join and sign in', async () => {
    const first = await send<ImportInspection>('/members/import/inspect', {});
    expect(first).toMatchObject({ sheets: ['说明', '员工'], sheet: '说明' });
    const inspection = await send<ImportInspection>('/members/import/inspect', { sheet: '员工' });
    expect(inspection).toMatchObject({ sheet: '员工', header: true, rows: 40, dateOrder: 'ymd' });
    expect(inspection.columns.map(({ name, field, type }) => [name, field, type])).toEqual([
      ['姓名', 'name', 'text'],
      ['邮箱', 'email', 'email'],
      ['电话', undefined, 'phone'],
      ['部门', 'department', 'singleSelect'],
      ['入职日期', undefined, 'date'],
    ]);
    expect(inspection.columns[4]?.samples[0]).toBe('2020-06-18');
    const options: ImportOptions = {
      sheet: '员工',
      columns: inspection.columns.flatMap(({ column, field }) =>
        field ? [{ column, field }] : [],
      ),
      members: { role: world.roles.sales ?? '', createDepartments: true },
    };
    const tried = await send<ImportReport>('/members/import', { ...options, dryRun: true });
    expect(tried).toMatchObject({ rows: 40, created: 40, refused: 0 });
    const report = await send<ImportReport>('/members/import', options);
    expect(report).toMatchObject({ rows: 40, created: 40, refused: 0, unmatched: [] });
    expect(report.invitations).toHaveLength(40);
    const { members, departments: made, memberships } = world.workspace.store.organisation();
    for (const { name, email, department } of people) {
      const member = members.find((one) => one.email === email);
      expect(member?.name).toBe(name);
      const id = made.find((one) => one.name === department)?.id;
      const held = memberships.filter(({ holder }) => holder.id === member?.id);
      expect(held.map(({ group }) => group.id).sort()).toEqual([id, world.roles.sales].sort());
    }
    const password = 'amber-canyon-42-flute';
    for (const { email, link } of report.invitations ?? []) {
      const joined = await world.nobody.post(`/api/invitations/${link.split('/').at(-1)}`, {
        password,
      });
      expect(joined.status, joined.text).toBe(200);
      const signedIn = await world.nobody.post('/api/auth/sign-in/email', { email, password });
      expect(signedIn.status, signedIn.text).toBe(200);
      const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
      const schema = await world.nobody.get(`${world.base}/schema`, { cookie });
      expect(schema.status).toBe(200);
      expect(schema.body.tables.length).toBeGreaterThan(0);
    }
  });
});
