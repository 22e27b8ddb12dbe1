import type { demo as en } from '../en/demo.ts';
import type { Texts } from '../texts.ts';

export const demo: Texts<typeof en> = {
  label: '演示',
  bar: '演示公司',
  invented: '这里的一切均为虚构，可随时删除。',
  seeAs: '切换身份',
  youAre: '您现在是{{name}}。',
  them: '{{name}}：',
  sideBySide: '并排查看',
  back: '单独查看',
  throwAway: '删除演示…',
  throwAwayTitle: '删除演示公司？',
  throwAwayText: '其中的人员与数据将全部永久删除，之后您可以创建自己的公司。',
  throwAwayConfirm: '删除演示',
  left: '左侧',
  right: '右侧',
  noInvitations: '演示公司不邀请任何人。',
  live: '在一侧修改，另一侧即时可见。',
  personas: {
    sales: {
      title: '销售',
      notice: '这里只有您自己的客户、商机和订单。订单中没有毛利：只有财务和管理层能看到。',
    },
    sales_manager: {
      title: '销售经理',
      notice: '除本人数据外，还能看到全部下属的数据，并可移交。下属的金额可看不可改。',
    },
    service: {
      title: '客服',
      notice: '左侧列表中没有商机。订单只显示买了什么，没有任何金额；您只能修改自己处理的工单。',
    },
    finance: {
      title: '财务',
      notice:
        '可查看全部订单的金额、成本与毛利，负责审批和登记收款，但不能改动与客户约定的内容；商机对您不存在。',
    },
    management: {
      title: '管理层',
      notice: '所有数据都在这里，包括毛利和预算。但任何人都不能审批本人的订单，您也不例外。',
    },
    administrator: {
      title: '管理员',
      notice:
        '看不到任何业务数据：您负责成员、角色和表结构。打开“角色与权限”即可查看并调整其他人能看到什么。',
    },
  },
  setup: {
    title: '先随便看看',
    text: '一家正在运转的公司：三个大区、60 名员工、2000 家客户，以及相应的商机、订单与服务。用六种身份体验，看完即可删除，再创建自己的公司。',
    language: '演示公司的语言',
    open: '打开演示公司',
    making: '正在生成演示公司…',
    progress: '已生成 {{done}} / {{total}} 条记录',
    starting: '正在准备数据表和角色',
    ready: '演示公司已打开',
    readyText: '可以继续浏览，也可以删除它并创建自己的公司。其他正在浏览的浏览器将被退出。',
    goOn: '继续浏览',
    or: '或创建自己的公司',
  },
  signIn: {
    text: '此浏览器中有一家演示公司。',
    back: '返回演示公司',
  },
};
