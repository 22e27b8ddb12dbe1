import type { behind as en } from '../en/behind.ts';
import type { Texts } from '../texts.ts';

export const behind: Texts<typeof en> = {
  link: '通过哪个关联',
  chooseLink: '选择关联字段',
  linkHint: '读取此关联所指的记录。',
  noLink: '此表还没有关联字段，请先添加。',
  of: '“{{table}}”中的哪个字段',
  chooseField: '选择字段',
  fn: '计算方式',
  functions: {
    sum: '求和',
    average: '平均值',
    min: '最小值',
    max: '最大值',
    filled: '已填写的数量',
    empty: '为空的数量',
    unique: '不同值的数量',
  },
  seen: '每个人得到的结果只由其本人能看到的记录和单元格计算得出。',
  declassified: '所有人看到相同结果',
  declassifiedHint:
    '统计全部关联记录，包括查看者无权查看的记录。能看到此字段的人都会得知结果，不受其来源数据的规则限制。日志会记录由谁决定。',
};
