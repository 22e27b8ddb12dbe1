import type { shell as en } from '../en/shell.ts';
import type { Texts } from '../texts.ts';

export const shell: Texts<typeof en> = {
  sidebar: '侧边栏',
  showSidebar: '显示侧边栏',
  hideSidebar: '隐藏侧边栏',
  workspaceMenu: '工作区',
  switchWorkspace: '切换工作区',
  tables: '数据表',
  otherTables: '其他数据表',
  administration: '工作区',
  people: '成员',
  roles: '角色与权限',
  settings: '设置',
  userMenu: '我的账号',
  signOut: '退出登录',
  skip: '跳到正文',
  workspaces: {
    title: '我的工作区',
    none: '您还没有加入任何工作区',
    noneHint: '请公司的同事邀请您，然后打开他们发来的链接。',
  },
  noTables: {
    title: '暂时没有可以查看的内容',
    text: '您已是“{{workspace}}”的成员，但您的角色尚未开放任何数据表。未经授权的内容不会显示。',
    ask: '请联系邀请您的人或工作区所有者，为您分配合适的角色。授权后此页会自动更新。',
  },
  emptyWorkspace: {
    title: '工作区中还没有数据表',
    text: '先添加一张数据表，字段可以之后再调整。',
    action: '添加数据表',
    name: '数据表名称',
    defaultName: '未命名数据表',
    or: '或从现成的内容开始：',
  },
  notFound: {
    title: '此地址没有内容',
    text: '内容可能已被移除，或未对您开放。',
    action: '返回首页',
  },
  refused: {
    title: '此页面未对您开放',
    text: '需要您目前没有的权限：{{right}}。工作区所有者可以授予。',
  },
  failed: '内容加载失败',
  settingsPage: {
    title: '设置',
    text: '这些设置对工作区的所有人生效。',
    name: '工作区名称',
    language: '工作区语言',
    languageHint: '用于新成员以及工作区自动生成的文字，每个人都可以选择自己的语言。',
    timeZone: '时区',
    timeZoneHint: '决定一天从何时开始，例如“今天到期”。',
    saved: '设置已保存',
  },
};
