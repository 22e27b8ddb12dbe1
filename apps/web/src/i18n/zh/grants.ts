import type { grants as en } from '../en/grants.ts';
import type { Texts } from '../texts.ts';

/** Rules that are no part of a role: for one person or group, or for a time. */
export const grants: Texts<typeof en> = {
  title: '单独授权',
  text: '角色之外的权限：给某个人、团队或部门，或只在一段时间内有效。有结束日期的会自动失效。',
  open: '单独授权',
  add: '新建单独授权',
  none: '所有权限都来自角色',
  noneText: '可以临时授予某人一些权限，例如让代班同事在周五之前查看某位同事的客户。',
  past: '已结束',
  later: '尚未开始',
  temporary: '至 {{day}}',
  fixed: '此规则在这里只能移除。',
  form: {
    to: '授予谁',
    nobody: '请选择',
    table: '对象',
    from: '第一天',
    fromHint: '留空则立即生效。',
    until: '最后一天',
    untilHint: '留空则一直有效，直到被收回。',
    reason: '授予原因',
    turned: '最后一天早于第一天。',
    everyone: '所有人',
    serviceHint: '服务账号不负责任何记录，也不属于任何群组：请对其开放所有记录，或符合条件的记录。',
  },
};
