import type { colors as en } from '../en/colors.ts';
import type { Texts } from '../texts.ts';

export const colors: Texts<typeof en> = {
  title: '颜色',
  on: '已着色',
  by: '记录颜色取自',
  nothing: '不着色',
  conditions: '条件',
  first: '记录使用第一个满足条件的颜色。',
  rule: '颜色 {{number}}',
  add: '添加颜色',
  remove: '移除颜色 {{number}}',
};
