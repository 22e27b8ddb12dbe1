import type { viewAs as en } from '../en/view-as.ts';
import type { Texts } from '../texts.ts';

export const viewAs: Texts<typeof en> = {
  bar: '以他人身份查看',
  open: '以此身份查看…',
  command: '以{{name}}的身份查看',
  stop: '停止',
  looking: {
    member: '您正在以{{name}}的身份查看',
    role: '您正在以“{{name}}”角色的身份查看',
  },
  readOnlyUntil:
    '只读，不提供用于修改的页面，且不会超出您自己的查看权限。此操作已记入日志，将于 {{time}} 结束。',
  shut: {
    title: '以他人身份查看时不开放此页面',
    text: '此页面用于修改，而现在不能修改任何内容。停止查看后，您自己的页面会重新开放。',
  },
  readOnly: '您正在以他人身份查看，不能修改任何内容。',
  ended: '您已不再以他人身份查看。',
};
