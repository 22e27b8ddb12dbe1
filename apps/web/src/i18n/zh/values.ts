import type { values as en } from '../en/values.ts';
import type { Texts } from '../texts.ts';

export const values: Texts<typeof en> = {
  start: '新记录的默认值',
  startHint: '未填写时自动填入。能看到此字段的人都能看到默认值。',
  nothing: '无',
  clear: '不设默认值',
  ticked: '新记录默认勾选',
  me: '添加记录的人',
  today: '添加当天',
  day: '指定日期',
  source: '值的来源',
  byHand: '手动填写',
  product: '由其他字段相乘得出',
  productHint: '例如 数量 × 单价',
  factors: '相乘的字段',
  factorsHint: '两到四个数字字段，结果会自动更新。',
  findFactor: '查找数字字段',
  problems: {
    formula: '请填写可以计算的公式。',
    start: '请输入数字，小数点用“.”。',
    product: '请选择两到四个要相乘的字段。',
  },
};
