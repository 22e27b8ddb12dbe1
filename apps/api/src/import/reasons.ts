import {
  type Denial,
  type Field,
  type FieldType,
  type Language,
  uniqueRefusal,
} from '@tessera/model';

/** Why a row was not taken, in the language of whoever imports. Names quoted here come from the file itself. */
export interface Reasons {
  readonly title: string;
  unmatched(field: string, name: string): string;
  notUnique(field: string): string;
  missing(field: string): string;
  cell(field: Field, denial: Denial): string;
  denied(denial: Denial): string;
  readonly accessEnded: string;
  readonly invalidPerson: string;
}

const needs: Readonly<Partial<Record<FieldType, string>>> = {
  number: '需要数字',
  currency: '需要金额',
  percent: '需要百分比',
  date: '需要日期',
  dateTime: '需要日期和时间',
  checkbox: '需要“是”或“否”',
  email: '需要邮箱地址',
  phone: '需要电话号码',
  url: '需要网址',
  text: '文字过长',
  longText: '文字过长',
};

const english: Reasons = {
  title: 'Reason',
  unmatched: (field, name) => `${field}: nothing, or more than one, is called "${name}".`,
  notUnique: (field) => `${field}: several records have this value.`,
  missing: (field) => `${field} is missing.`,
  cell: (_field, { message }) => message,
  denied: ({ message }) => message,
  accessEnded: 'Your access ended during the import.',
  invalidPerson: 'The name or the e-mail address is not valid.',
};

/** What the engine and the operations answer is English; a Chinese reader gets the words for its code. */
const denials: Readonly<Partial<Record<Denial['code'], string>>> = {
  forbidden: '您没有权限这样写入这条记录。',
  conflict: '这一行与现有数据冲突，或数据在此期间已被修改。',
  not_found: '这一行指向的内容不存在，或您无权查看。',
  invalid: '这一行有无法写入的值。',
  too_large: '这一行的内容过大。',
};

const chinese: Reasons = {
  title: '原因',
  unmatched: (field, name) => `${field}：没有或不止一个名为“${name}”的对象。`,
  notUnique: (field) => `${field}：有多条记录是这个值。`,
  missing: (field) => `缺少${field}。`,
  cell: (field) => `“${field.name}”${needs[field.type] ?? '的值无法识别'}。`,
  denied: (denial) => {
    const told = uniqueRefusal(denial);
    if (told?.unique === 'taken') return `“${told.name}”不允许重复，已有记录使用这个值。`;
    // What was refused with a reason from here is Chinese already.
    if (/^[\p{Script=Han}“]/u.test(denial.message)) return denial.message;
    return denials[denial.code] ?? '这一行无法写入。';
  },
  accessEnded: '导入期间您的访问权限已结束。',
  invalidPerson: '姓名或邮箱地址无效。',
};

export function reasonsIn(language: Language): Reasons {
  return language === 'zh' ? chinese : english;
}
