import type { trash as en } from '../en/trash.ts';
import type { Texts } from '../texts.ts';

export const trash: Texts<typeof en> = {
  title: '回收站',
  text: '删除的内容会在这里保留 30 天，可以原样恢复。',
  structure: '数据表和字段',
  records: '记录',
  noStructure: '没有删除过数据表或字段。',
  noRecords: '没有您可以恢复的已删除记录。',
  nothing: '回收站是空的',
  nothingText: '您删除并且有权恢复的记录会在这里保留 30 天。',
  table: '数据表',
  fieldOf: '“{{table}}”的字段',
  removedBy: '{{when}}，由{{name}}删除',
  restore: '恢复',
  restoreNamed: '恢复“{{name}}”',
  restored: '“{{name}}”已恢复。',
  empty: '清空',
  emptyTitle: '彻底清除所有已删除的数据表和字段？',
  emptied: '回收站已清空。',
  drop: '彻底清除',
  dropNamed: '彻底清除“{{name}}”',
  dropTitle: '彻底清除“{{name}}”？',
  dropText: '其中的单元格和记录都会丢失，无法撤销。',
  dropped: '“{{name}}”已彻底清除。',
  stays: '它会在回收站保留 30 天。',
};
