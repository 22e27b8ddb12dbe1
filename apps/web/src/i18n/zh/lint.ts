import { zh as words } from '@tessera/words';
import type { lint as en } from '../en/lint.ts';
import type { Texts } from '../texts.ts';

/** What the check of the rules found. */
export const lint: Texts<typeof en> = {
  ...words.lint,
  line_one: '规则检查：{{count}} 条提示',
  line_other: '规则检查：{{count}} 条提示',
  clean: '规则检查：没有发现问题',
  title: '规则检查',
  text: '规则里值得看一眼的地方。这里不会改变任何人的权限。',
  errors_one: '规则检查发现 {{count}} 个错误',
  errors_other: '规则检查发现 {{count}} 个错误',
  acknowledge: '我已看过，仍要保存',
  acknowledgeNeeded: '请勾选已看过这些错误，或先改正。',
  waiting: '正在检查规则。',
  failed: '无法检查规则：{{text}}',
};
