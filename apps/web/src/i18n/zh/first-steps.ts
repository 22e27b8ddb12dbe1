import type { firstSteps as en } from '../en/first-steps.ts';
import type { Texts } from '../texts.ts';

export const firstSteps: Texts<typeof en> = {
  title: '入门步骤',
  count: '{{done}}/{{all}}',
  done: '已完成',
  allDone: '全部完成，您已熟悉这里。',
  hide: '隐藏此列表',
  show: '入门步骤',
  steps: {
    invite: '邀请同事',
    import: '从文件带入记录',
    role: '调整某个角色能做什么',
    rules: '看看谁能看到什么',
    viewAs: '以他人身份查看',
    table: '打开一张数据表',
    edit: '修改一个单元格',
    view: '创建自己的视图',
    twoStep: '用第二步验证保护账号',
    template: '把搭建的内容保存起来',
  },
};
