import type { servedEn } from './served-en.ts';

/** What service and marketing say and write in Chinese. */
export const servedZh: typeof servedEn = {
  faults: {
    hardware: [
      { fault: '无温度数据', solution: '线缆被压，已更换并观察一天。' },
      { fault: '每晚自动重启', solution: '已更换电源。' },
      { fault: '数值跳动', solution: '已移至远离变频器的位置。' },
      { fault: '电池消耗过快', solution: '采集间隔由一分钟改为五分钟。' },
      { fault: '从墙面脱落', solution: '改用另一种支架固定，免费处理。' },
      { fault: '无法连接', solution: '客户网络调整，已重新配置地址。' },
      { fault: '屏幕不亮', solution: '已更换新设备。' },
      { fault: '需要校准', solution: '已校准并寄出证书。' },
      { fault: '外壳开裂', solution: '已更换外壳并重新密封。' },
    ],
    software: [
      { fault: '报表只显示一个站点', solution: '另一站点分组有误，已调整。' },
      { fault: '报警过于频繁', solution: '与班长沟通后放宽了阈值。' },
      { fault: '新同事无法登录', solution: '已开通账号并电话指导。' },
      { fault: '导出中途停止', solution: '上周更新后已解决。' },
      { fault: '时间相差一小时', solution: '已更正站点时区。' },
    ],
  },
  visits: {
    visit: {
      subject: '上门服务',
      remarks: [
        '已更换配件并观察一小时。',
        '检查了车间全部设备，另有两台需更换密封圈。',
        '未能进入冷库，周四再来。',
      ],
    },
    remote: {
      subject: '远程服务',
      remarks: ['查看日志并调整采集间隔。', '在线升级固件，未中断运行。'],
    },
    call: { subject: '电话服务', remarks: ['逐步指导，已恢复正常。', '请客户提供接线照片。'] },
    follow_up: {
      subject: '回访',
      remarks: [
        '客户满意，询问另一车间能否照做。',
        '已恢复正常，希望下次更早告知。',
        '未再出现故障。',
      ],
    },
  },
  campaigns: {
    fair: ['冷链展', '工厂开放日', '实验室论坛', '仓储物流博览会'],
    webinar: ['从容应对审计', '看不见的能耗', '最重要的五种告警'],
    mailing: ['网关 4 停产通知', '入冬前校准', '一夜高温的代价'],
    advertising: ['行业期刊封面', '搜索推广：环境监测'],
    referral: ['老客户推荐', '安装商之夜'],
  },
  audiences: ['厂长', '质量负责人', '物业经理', '安装商', '现有客户'],
  interests: [
    '希望监测四个冷库。',
    '想替换人工抄表的记录仪。',
    '秋季前需要审计报表。',
    '询问一百个传感器的价格。',
    '带着平面图来到展位。',
    '电费翻倍，想知道用在哪里。',
    '八月仓库有货物受损。',
  ],
};
