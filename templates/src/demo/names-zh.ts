import type { DemoWords, Name, Person } from './words.ts';

/** Characters, each followed by its reading. */
const read = (list: string): readonly (readonly [string, string])[] =>
  [...list.matchAll(/(\p{Script=Han}+)([a-z]+)/gu)].map(([, han = '', latin = '']) => [han, latin]);

const surnames = read(
  '王wang李li张zhang刘liu陈chen杨yang黄huang赵zhao吴wu周zhou徐xu孙sun马ma朱zhu胡hu郭guo何he高gao林lin罗luo郑zheng梁liang谢xie宋song唐tang许xu韩han冯feng邓deng曹cao彭peng曾zeng萧xiao田tian董dong潘pan袁yuan蔡cai蒋jiang余yu于yu杜du叶ye程cheng魏wei苏su吕lyu丁ding任ren沈shen姚yao卢lu傅fu钟zhong姜jiang崔cui谭tan廖liao范fan汪wang陆lu金jin石shi戴dai',
);
const given = read(
  '志远zhiyuan晓彤xiaotong建华jianhua雅琴yaqin明轩mingxuan思琪siqi俊杰junjie梦瑶mengyao国强guoqiang诗涵shihan浩然haoran欣怡xinyi子墨zimo雨桐yutong宇航yuhang佳宁jianing文博wenbo静怡jingyi天佑tianyou若曦ruoxi立新lixin婉清wanqing海涛haitao慧敏huimin振宇zhenyu丽华lihua少华shaohua晨曦chenxi卫东weidong美玲meiling一鸣yiming秀英xiuying永康yongkang可欣kexin家豪jiahao艺馨yixin凯kai敏min磊lei娜na勇yong婷ting超chao洁jie鹏peng颖ying斌bin琳lin峰feng雪xue波bo倩qian辉hui璐lu',
);

/** Somebody, by numbers. */
export function person(pick: (length: number) => number): Person {
  const [family = '王', familyLatin = 'wang'] = surnames[pick(surnames.length)] ?? [];
  const index = pick(given.length);
  const [own = '伟', ownLatin = 'wei'] = given[index] ?? [];
  return {
    name: `${family}${own}`,
    latin: `${ownLatin}.${familyLatin}`,
    // Names of the list take turns: a man's, a woman's.
    polite: `${family}${index % 2 === 0 ? '先生' : '女士'}`,
  };
}

const marks = read(
  '澄cheng瀚han恒heng锐rui昌chang润run盛sheng泰tai宏hong远yuan诚cheng信xin嘉jia源yuan华hua康kang宁ning安an达da辉hui鼎ding丰feng凯kai雅ya卓zhuo越yue晟sheng博bo朗lang启qi明ming光guang云yun岭ling川chuan海hai江jiang湖hu松song竹zhu桐tong禾he沐mu森sen洲zhou',
);

const trades: Readonly<Record<string, readonly string[]>> = {
  manufacturing: ['食品', '精密机械', '塑业', '包装', '陶瓷', '铸造', '化工'],
  retail: ['百货', '超市连锁', '家居', '生鲜'],
  technology: ['机器人', '半导体', '光电', '新能源'],
  software: ['软件', '信息技术', '数据中心'],
  telecommunications: ['通信', '网络科技'],
  finance: ['小额贷款', '保险经纪', '金库服务'],
  medical: ['医疗', '制药', '生物科技', '医学检验'],
  education: ['教育', '职业学院', '实验学校'],
  marketing: ['传媒', '印务'],
  entertainment: ['影业', '文化', '博物馆管理'],
  employment: ['人力资源', '培训'],
  services: ['物流', '冷链', '餐饮管理', '物业', '货运'],
  other: ['农业', '乳业', '果业', '水产'],
};

/** A company nobody has: its city, two characters and a trade. */
export const firm: DemoWords['firm'] = (pick, industry, city): Name => {
  const trade = trades[industry] ?? ['集团'];
  const [one = '澄', oneLatin = 'cheng'] = marks[pick(marks.length)] ?? [];
  const [two = '远', twoLatin = 'yuan'] = marks[pick(marks.length)] ?? [];
  const kind = industry === 'education' ? '' : '有限公司';
  return {
    name: `${city}${one}${two}${trade[pick(trade.length)] ?? '集团'}${kind}`,
    latin: `${oneLatin}${twoLatin}`,
  };
};
