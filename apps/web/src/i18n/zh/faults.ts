import type { PolicyFault } from '@tessera/model';

/** Why rules cannot be saved. */
export const faults: Readonly<Record<PolicyFault, string>> = {
  sameId: '两条规则的编号相同。',
  tooManyConditions: '“{{member}}”在“{{table}}”上需要超过 {{limit}} 个不同的条件。',
  ruleOnNothing: '规则指向了不存在的对象。',
  ruleForNobody: '规则授予的对象不存在。',
  unknownAction: '规则中有未知的操作。',
  rightsElsewhere: '工作区权限只能在工作区上授予。',
  endsBefore: '规则的结束早于开始。',
  noEnd: '临时规则需要结束时间。',
  unknownLevel: '规则中有未知的级别。',
  unknownField: '规则指向了不存在的字段或类别。',
  tooManyParts: '一个范围最多包含 20 个部分。',
  conditionOnMany: '带条件的规则只能针对一张表。',
  noLink: '规则经由的关联不存在。',
  movingDay: '在会变动的日期中，规则只能使用“今天”。',
  notMonotone: '“我的团队”和“我的下属”只能用来放宽规则，不能用来收紧。',
  lockOnNothing: '限制指向了不存在的对象。',
  closesNothing: '限制没有关闭任何内容。',
  noApproval: '审批功能尚不可用。',
  exemptsNobody: '限制豁免的对象不存在。',
  guaranteeOnNothing: '保证指向了不存在的对象。',
  guaranteeForNobody: '保证所指的人不存在。',
  saysNothing: '保证没有任何内容。',
  circle: '范围经由关联形成了循环。',
  tooFar: '范围经由的关联超过两层。',
};
