import type { lint as en } from '../en/lint.ts';
import type { Texts } from '../texts.ts';

/** What the check of the rules found. */
export const lint: Texts<typeof en> = {
  line_one: '规则检查：{{count}} 条提示',
  line_other: '规则检查：{{count}} 条提示',
  clean: '规则检查：没有发现问题',
  title: '规则检查',
  text: '规则里值得看一眼的地方。这里不会改变任何人的权限。',
  severity: { error: '错误', warning: '警告', note: '提示' },
  errors_one: '规则检查发现 {{count}} 个错误',
  errors_other: '规则检查发现 {{count}} 个错误',
  acknowledge: '我已看过，仍要保存',
  acknowledgeNeeded: '请勾选已看过这些错误，或先改正。',
  waiting: '正在检查规则。',
  failed: '无法检查规则：{{text}}',
  rule: '规则：{{text}}',
  lock: '限制“{{name}}”',
  unknown: '对您未开放的内容',
  found: {
    danglingCondition: '条件里提到的内容已不存在，规则的实际效果与字面不符。',
    selfEscalation: '规则按{{fields}}选取记录，而持有者自己就能修改它，从而给自己打开更多内容。',
    derivationLeak: '{{first}}已隐藏，却能由{{rest}}推算出来。',
    danglingName: '规则提到的内容已不存在，这一部分不起作用。',
    intentClash: '一条规则隐藏{{fields}}，另一条却向同一批人显示：{{members}}。',
    grantOfNothing: '这条规则没有给出任何权限。',
    grantPast: '这条规则已经过期。',
    grantGone: '规则针对的人员或内容已不存在。',
    noEnd: '这条规则本应是临时的，却没有结束时间。',
    duties: '{{members}}既能改规则、给人分配角色，又能查看日志，出了差错没有别人会发现。',
    grantToNobody: '目前没有人适用这条规则。',
    redundantGrant: '另一条规则已经包含全部内容。',
    membershipWithoutEnd: '{{members}}因某个原因持有角色{{roles}}，但没有结束时间。',
    oneOwner: '只有一位所有者。此人不在时，没有人能接手。',
  },
};
