import type { unique as en } from '../en/unique.ts';
import type { Texts } from '../texts.ts';

export const unique: Texts<typeof en> = {
  label: '不允许重复',
  hint: '如果其他记录已有相同的值，则不予保存。空单元格可以重复。',
  needsPolicy: '只有可以修改权限规则的人才能设置。',
  blocked: '当前规则下无法启用：有人可以填写此字段或恢复记录，却看不到全部记录中的此字段。',
  classifyFirst: '请先为此字段选择数据类别。',
  warn: '提示重复',
  warnHint: '填写的值与其本人可见的其他记录相同时给出提示，但不会拒绝保存。',
  warnNotNeeded: '无需提示：重复的值不会被保存。',
  also: '“{{title}}”的值与此相同。',
  alsoMany_one: '“{{title}}”和另外 1 条记录的值与此相同。',
  alsoMany_other: '“{{title}}”和另外 {{count}} 条记录的值与此相同。',
  noticeAt: '{{field}}：{{text}}',
  examples: '值相同的记录',
  exampleLine: '{{value}}：{{records}}',
  moreValues_one: '另有 1 个值重复',
  moreValues_other: '另有 {{count}} 个值重复',
  errors: {
    taken: '“{{name}}”不允许重复，已有其他记录使用这个值。',
    duplicates_one: '“{{name}}”中已有重复：{{count}} 条记录的值与其他记录相同。',
    duplicates_other: '“{{name}}”中已有重复：共 {{count}} 条记录的值相同。',
    unread:
      '“{{table}}”的“{{name}}”不允许重复：凡可填写此字段或恢复记录的人，都必须能看到全部记录中的此字段。',
    unreadTrashed:
      '回收站里“{{table}}”的“{{name}}”不允许重复：凡可填写它的人，都必须能看到全部记录中的它。请先清空回收站。',
  },
};
