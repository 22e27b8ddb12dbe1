import type { en } from '../en/en.ts';
import type { Texts } from '../texts.ts';
import { sentence } from './sentence.ts';
import { why } from './why.ts';

/** The words of which sentences are made, in Chinese. */
export const zh: Texts<typeof en> = {
  common: { listSeparator: '、' },
  access: {
    sentence,
    words: { nobody: '无', all: '全部' },
    verb: {
      view: '查看',
      create: '新增',
      edit: '编辑',
      delete: '删除',
      restore: '恢复',
      export: '导出',
      import: '导入',
      share: '共享',
      transfer: '移交',
      comment: '评论',
      approve: '审批',
      viewHistory: '查看历史',
      manageViews: '管理视图',
    },
    right: {
      manageSchema: '管理工作区结构',
      managePolicy: '管理权限',
      manageMembers: '管理成员',
      manageSecurity: '管理安全',
      viewAudit: '查看日志',
      manageBackups: '管理备份',
    },
    level: { hidden: '隐藏', masked: '脱敏', read: '查看', edit: '编辑' },
  },
  versions: {
    added: '新增',
    removed: '删除',
    changed: '修改',
    lock: '限制“{{name}}”：{{text}}',
    gives: '{{what}}：{{level}}',
    level: '{{what}}：{{before}} → {{after}}',
    ofClass: '“{{name}}”类字段',
    others: '其他所有字段',
    asOthers: '与其他字段相同',
    reason: '原因：{{text}}',
    inside: '改动的部分在这里没有对应的文字说明。',
  },
  lint: {
    severity: { error: '错误', warning: '警告', note: '提示' },
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
  },
  why,
};
