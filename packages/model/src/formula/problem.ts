import type { Language } from '../schema.ts';
import type { ValueType } from './value.ts';

/** Why a formula cannot be kept, and where in its text: `at` and `length` in UTF-16 units. */
export interface FormulaProblem {
  readonly problem: keyof typeof words;
  readonly at: number;
  readonly length: number;
  /** The name, sign or text it is about, as it was written. */
  readonly given?: string;
  readonly wanted?: Wanted;
  readonly found?: ValueType;
  readonly least?: number;
  readonly most?: number;
}

/** What a function or sign takes; `moment` is a date with or without a time, `ordered` whatever has a larger and a smaller. */
export type Wanted = ValueType | 'moment' | 'ordered' | 'same' | 'key' | 'any';

const kinds: Readonly<Record<Wanted, readonly [en: string, zh: string]>> = {
  number: ['a number', '数字'],
  text: ['a text', '文本'],
  boolean: ['yes or no', '是或否'],
  date: ['a date', '日期'],
  dateTime: ['a date with a time', '日期和时间'],
  blank: ['nothing', '空值'],
  moment: ['a date', '日期'],
  ordered: ['a number or a date', '数字或日期'],
  same: ['values of one kind', '同一种类的值'],
  key: ['values of one kind', '同一种类的值'],
  any: ['any value', '任意值'],
};

type Sentence = (part: {
  readonly given: string;
  readonly wanted: string;
  readonly found: string;
  readonly least: number;
  readonly most: number;
}) => string;

const words = {
  empty: [() => 'The formula is empty.', () => '公式为空。'],
  tooLong: [() => 'A formula takes at most 4,000 characters.', () => '公式最多 4,000 个字符。'],
  tooDeep: [() => 'There are too many brackets inside one another.', () => '括号嵌套的层数过多。'],
  unexpected: [
    ({ given }) => `"${given}" is not expected here.`,
    ({ given }) => `此处不应出现“${given}”。`,
  ],
  unfinished: [() => 'The formula ends too early.', () => '公式不完整。'],
  openText: [
    () => 'A text that begins here has no closing quotation mark.',
    () => '此处开始的文本缺少右引号。',
  ],
  openField: [
    () => 'A field that begins here has no closing }.',
    () => '此处开始的字段缺少右花括号。',
  ],
  unknownField: [
    ({ given }) => `There is no field "${given}".`,
    ({ given }) => `没有字段“${given}”。`,
  ],
  unreadField: [
    ({ given }) =>
      `A formula cannot read "${given}": it reads no people, links and what comes through links.`,
    ({ given }) => `公式不能读取“${given}”：成员、关联以及经由关联得到的内容都不能读取。`,
  ],
  unknownFunction: [
    ({ given }) => `There is no function ${given}.`,
    ({ given }) => `没有函数 ${given}。`,
  ],
  tooFew: [
    ({ given, least }) => `${given} needs at least ${least} values.`,
    ({ given, least }) => `${given} 至少需要 ${least} 个值。`,
  ],
  tooMany: [
    ({ given, most }) => `${given} takes at most ${most} values.`,
    ({ given, most }) => `${given} 最多接受 ${most} 个值。`,
  ],
  wrongType: [
    ({ given, wanted, found }) => `${given} needs ${wanted} here and finds ${found}.`,
    ({ given, wanted, found }) => `${given} 此处需要${wanted}，而这里是${found}。`,
  ],
  noResult: [() => 'The formula never gives a value.', () => '公式不会得到任何值。'],
} as const satisfies Record<string, readonly [en: Sentence, zh: Sentence]>;

/** A problem as a sentence. It quotes the formula, never a cell. */
export function problemText(problem: FormulaProblem, language: Language): string {
  const side = language === 'zh' ? 1 : 0;
  const { given = '', wanted = 'any', found = 'any', least = 0, most = 0 } = problem;
  const sentence: Sentence = words[problem.problem][side];
  return sentence({
    given: given.slice(0, 100),
    wanted: kinds[wanted][side],
    found: kinds[found][side],
    least,
    most,
  });
}

export function isProblem(value: unknown): value is FormulaProblem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}
