import { nameKey } from './inspect-sheet.ts';

/** What a column of a list of members can hold. */
export const memberColumns = [
  'name',
  'email',
  'title',
  'manager',
  'role',
  'department',
  'team',
] as const;
export type MemberColumn = (typeof memberColumns)[number];

/** Headers seen in lists of staff, in both languages, by `nameKey`. */
const headers: Readonly<Record<MemberColumn, readonly string[]>> = {
  name: [
    'name',
    'fullname',
    'employee',
    'member',
    'salesagent',
    'agent',
    '姓名',
    '名字',
    '员工',
    '成员',
    '员工姓名',
  ],
  email: ['email', 'emailaddress', 'mail', '邮箱', '电子邮件', '电子邮箱', '邮箱地址', '邮件'],
  manager: [
    'manager',
    'supervisor',
    'reportsto',
    'boss',
    'lead',
    '上级',
    '主管',
    '经理',
    '直属上级',
    '直接上级',
    '汇报对象',
  ],
  role: ['role', 'roles', '角色'],
  title: ['title', 'jobtitle', 'position', 'post', '岗位', '职位', '职务', '职称'],
  department: [
    'department',
    'dept',
    'office',
    'regionaloffice',
    'region',
    'division',
    '部门',
    '所属部门',
    '区域',
    '大区',
  ],
  team: ['team', 'group', '团队', '小组', '组'],
};

const byHeader = new Map(
  memberColumns.flatMap((column) => headers[column].map((header) => [header, column] as const)),
);

/** The column of a list of members that a header stands for. */
export function memberColumnFor(header: string): MemberColumn | undefined {
  return byHeader.get(nameKey(header));
}

export function isMemberColumn(name: string): name is MemberColumn {
  return memberColumns.some((column) => column === name);
}
