import { zh as words } from '@tessera/words';
import type { guarantees as en } from '../en/guarantees.ts';
import type { Texts } from '../texts.ts';

/** Saved statements about the rules, which every change has to keep. */
export const guarantees: Texts<typeof en> = {
  ...words.guarantees,
  title: '保证',
  text: '每次改动规则都必须遵守的承诺。保证本身不开放也不关闭任何权限；会违反保证的改动无法保存。',
  open: '保证',
  add: '新建保证',
  none: '还没有任何保证',
  noneText: '写下绝不允许发生的事，例如“管理层以外的人绝不能看到毛利”。',
  kept: '已遵守',
  brokenNow: '已违反',
  unsaved: '尚未保存',
  again: '重新检查',
  checking: '正在检查保证。',
  failed: '无法检查保证：{{text}}',
  refused: '请修改规则或保证后再保存。',
  broken_one: '这些规则违反了一项保证',
  broken_other: '这些规则违反了 {{count}} 项保证',
  form: {
    title: '保证',
    text: '无论这些人拥有什么角色、别人与其共享什么，都绝不能得到的东西。',
    who: '适用于谁',
    everyone: '所有人',
    except: '以下除外',
    on: '范围',
    kind: '绝不能',
    see: '查看或修改字段',
    do: '执行操作',
    level: '对这些字段绝不能做什么',
    masked: '看到，打码也不行',
    read: '看到原值',
    edit: '修改',
    actions: '绝不能执行的操作',
    reason: '为什么作此保证',
    unfinished: '请填写名称和原因，并选择绝不允许发生的事。',
  },
};
