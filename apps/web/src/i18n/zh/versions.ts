import { zh as words } from '@tessera/words';
import type { versions as en } from '../en/versions.ts';
import type { Texts } from '../texts.ts';

/** The page of all versions of the rules. */
export const versions: Texts<typeof en> = {
  ...words.versions,
  title: '规则历史',
  text: '角色和限制的每一次改动：谁、何时、为什么。任何一个版本都可以恢复。',
  open: '历史',
  line: '版本 {{version}} · {{name}} · {{time}}',
  nobody: '系统',
  current: '当前版本',
  first: '第一个版本。',
  earlier: '显示更早的版本',
  same: '没有规则改动。',
  restore: '恢复',
  restoreOf: '恢复版本 {{version}}',
  since: '与以下版本相比的改动',
  option: '版本 {{version}}：{{reason}}',
  restoreTitle: '恢复版本 {{version}}？',
  restoreText: '恢复后会成为一个新版本，期间的版本都会保留。与当前规则相比，将有以下变化：',
};
