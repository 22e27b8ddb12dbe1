import type { versions as en } from '../en/versions.ts';
import type { Texts } from '../texts.ts';

/** The page of all versions of the rules. */
export const versions: Texts<typeof en> = {
  title: '规则历史',
  text: '角色和限制的每一次改动：谁、何时、为什么。任何一个版本都可以恢复。',
  open: '历史',
  line: '版本 {{version}} · {{name}} · {{time}}',
  nobody: '系统',
  current: '当前版本',
  first: '第一个版本。',
  earlier: '显示更早的版本',
  same: '没有规则改动。',
  added: '新增',
  removed: '删除',
  changed: '修改',
  lock: '限制“{{name}}”：{{text}}',
  level: '{{what}}：{{before}} → {{after}}',
  ofClass: '“{{name}}”类字段',
  others: '其他所有字段',
  asOthers: '与其他字段相同',
  reason: '原因：{{text}}',
  inside: '改动的部分在这里没有对应的文字说明。',
  restore: '恢复',
  restoreOf: '恢复版本 {{version}}',
  restoreTitle: '恢复版本 {{version}}？',
  restoreText: '恢复后会成为一个新版本，期间的版本都会保留。与当前规则相比，将有以下变化：',
};
