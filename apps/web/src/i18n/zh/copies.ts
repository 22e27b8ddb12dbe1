import type { copies as en } from '../en/copies.ts';
import type { Texts } from '../texts.ts';

/** Copies of a workspace to try rules in. */
export const copies: Texts<typeof en> = {
  title: '试验副本',
  text: '副本包含某一时刻的全部记录、人员和规则，只有同时管理权限和备份的人可以进入。',
  make: '在副本中试验',
  makeText: '将按当前状态复制整个工作区，不会发送任何邮件。在副本中的改动只留在副本里。',
  made: '已创建“{{name}}”',
  open: '打开',
  remove: '删除',
  removeOf: '删除“{{name}}”',
  removeTitle: '删除“{{name}}”？',
  removeText: '副本及其中的全部改动都会删除，原工作区不受影响。',
  removed: '副本已删除',
  badge: '副本（{{day}}）',
  badgeText: '您在这里的操作不会改变原工作区。',
};
