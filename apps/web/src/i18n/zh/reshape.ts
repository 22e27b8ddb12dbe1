import type { reshape as en } from '../en/reshape.ts';
import type { Texts } from '../texts.ts';

export const reshape: Texts<typeof en> = {
  convertMenu: '更改类型…',
  convertTitle: '更改“{{name}}”的类型',
  convertFrom: '{{table}} · 目前是{{type}}',
  chooseType: '选择另一种类型，先看看单元格会变成什么样。现在还不会改动任何内容。',
  convert: '更改类型',
  convertLosing_one: '更改类型并丢失 {{count}} 个值',
  convertLosing_other: '更改类型并丢失 {{count}} 个值',
  converted: '“{{name}}”现在的类型是{{type}}。',
  exact: '保持不变',
  changed: '写法会变',
  lost: '会丢失',
  allEmpty: '这个字段的所有单元格都是空的。',
  emptyToo_zero: '没有空单元格。',
  emptyToo_one: '{{count}} 个空单元格仍为空。',
  emptyToo_other: '{{count}} 个空单元格仍为空。',
  choices_one: '将由这些值生成 {{count}} 个选项，能看到这个字段的人都会看到。',
  choices_other: '将由这些值生成 {{count}} 个选项，能看到这个字段的人都会看到。',
  examples: '例如',
  before: '现在',
  after: '之后',
  isLost: '变为空',
  viewsCease: '有些视图按这个字段筛选的方式，新类型不支持',
  viewCeases_one: '“{{name}}”：{{count}} 个条件将不再匹配任何记录',
  viewCeases_other: '“{{name}}”：{{count}} 个条件将不再匹配任何记录',
};
