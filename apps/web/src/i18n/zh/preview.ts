import type { preview as en } from '../en/preview.ts';
import type { Texts } from '../texts.ts';

/** What a draft of the rules would change. */
export const preview: Texts<typeof en> = {
  open: '预览',
  title: '保存后会有哪些变化',
  text: '按现有的人员和记录计算，尚未保存任何内容。',
  waiting: '正在统计记录……',
  nothing: '没有人会因此增加或失去权限。',
  nobodyHolds: '将不再有人能够：{{right}}',
  youLose: '您自己将不再能够：{{right}}',
  gain: '增加 {{amount}}',
  lose: '减少 {{amount}}',
  some: '若干',
  span: '{{least}} 至 {{most}}',
  someText: '“若干”：数量取决于您本人无权查看的内容，因此不显示数字，也不列出记录。',
  people_one: '{{count}} 人',
  people_other: '{{count}} 人',
  more: '{{names}}等，另有 {{count}} 人',
  sum: '{{label}}：{{text}}',
  records: '记录',
  cells: '单元格',
  use: {
    read: '查看单元格：{{fields}}',
    masked: '查看脱敏单元格：{{fields}}',
    edit: '修改单元格：{{fields}}',
    export: '导出单元格：{{fields}}',
  },
  create: {
    gained: '今后可以新建记录。',
    lost: '不能再新建记录。',
    changed: '可以新建的记录范围有变化。',
  },
  rightGained: '增加管理权限：{{right}}',
  rightLost: '失去管理权限：{{right}}',
  gainedExamples: '增加的记录，例如：',
  lostExamples: '减少的记录，例如：',
  untitled: '未命名',
  views: '以下共享视图用到了部分人员将看不到的字段',
  view: '“{{table}}”的“{{view}}”：{{people}}',
  failed: '无法生成预览：{{text}}',
};
