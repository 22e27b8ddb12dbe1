import type { Template } from '@tessera/model';
import { text } from '../text.ts';

type Role = Template['roles'][number];

/** Sees and does everything with records. */
export const management: Role = {
  slug: 'management',
  name: text('Management', '管理层'),
  description: text(
    'Sees and edits everything including margin, hands records over, exports, deletes.',
    '查看和编辑全部业务数据（含毛利），可移交、导出和删除。',
  ),
};

/** Looks after the workspace and sees no record. */
export const administrator: Role = {
  slug: 'administrator',
  name: text('Administrator', '管理员'),
  description: text(
    'Shapes tables, rules, members and security and reads the audit log. Sees no business records.',
    '维护表结构、权限规则、成员与安全设置，查看审计日志。看不到业务数据。',
  ),
};
