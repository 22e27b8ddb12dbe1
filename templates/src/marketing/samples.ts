import type { Template, TemplateRecord } from '@tessera/model';
import { customers } from '../shared/samples.ts';
import { text } from '../text.ts';

// Companies are invented; domains end in .example, numbers are 555-01xx, in Chinese 138 0013 xxxx. Days count from the day of set-up.

const campaigns: readonly TemplateRecord[] = (
  [
    [
      'fair',
      text('Fair “Cold Chain Days”', '“冷链日”展会'),
      'fair',
      'finished',
      -75,
      -72,
      18000,
      17240,
      text('Food and medical', '食品与医疗'),
      text('Stand of 24 m² with a running cold box.', '24 平方米展位，现场演示冷藏箱。'),
    ],
    [
      'webinar',
      text('Webinar: audits without paper', '网络研讨会：无纸化审计'),
      'webinar',
      'finished',
      -40,
      -40,
      2500,
      2180,
      text('Quality managers', '质量经理'),
      text('112 registered, 64 came.', '112 人报名，64 人参加。'),
    ],
    [
      'mailing',
      text('Mailing to logistics firms', '物流企业邮件推广'),
      'mailing',
      'running',
      -12,
      18,
      3200,
      1450,
      text('Fleets from 20 trucks on', '20 辆车以上的车队'),
      text('Three letters, two weeks apart.', '共三封，间隔两周。'),
    ],
    [
      'search',
      text('Search advertising, spring', '春季搜索广告'),
      'advertising',
      'running',
      -30,
      60,
      12000,
      4870,
      text('Plant managers', '工厂厂长'),
      text('Pause the terms that only students search for.', '暂停仅学生搜索的关键词。'),
    ],
    [
      'referral',
      text('Customers recommend us', '老客户推荐'),
      'referral',
      'running',
      -200,
      165,
      5000,
      1200,
      text('Existing customers', '现有客户'),
      text('A month of Insight Cloud for each introduction.', '每次引荐赠送一个月云服务。'),
    ],
    [
      'roadshow',
      text('Roadshow, three cities', '三城市巡展'),
      'fair',
      'planned',
      45,
      52,
      26000,
      null,
      text('Retail and education', '零售与教育'),
      text('Venues are reserved, invitations go out next month.', '场地已预订，邀请函下月寄出。'),
    ],
  ] as const
).map(([key, name, kind, status, start, end, budget, spent, audience, notes]) => ({
  key,
  cells: {
    name,
    kind,
    status,
    owner: 'me',
    start: day(start),
    end: day(end),
    budget,
    spent,
    audience,
    notes,
  },
}));

interface Lead {
  readonly key: string;
  readonly company: ReturnType<typeof text>;
  readonly contact: ReturnType<typeof text>;
  readonly domain: ReturnType<typeof text>;
  readonly phone: ReturnType<typeof text>;
  readonly campaign: string;
  readonly region: string;
  readonly status: 'new' | 'contacted' | 'qualified' | 'converted' | 'lost';
  readonly received: number;
  readonly interest: ReturnType<typeof text>;
  readonly value?: number;
  readonly customer?: string;
  readonly converted?: number;
}

const list: readonly Lead[] = [
  {
    key: 'nordvale',
    company: text('Nordvale Greenhouses', '北谷温室'),
    contact: text('Sunniva Holtdal', '霍桑薇'),
    domain: text('nordvale', 'nordvale'),
    phone: text('+47 555 01 212', '+47 555 01 212'),
    campaign: 'fair',
    region: 'overseas',
    status: 'converted',
    received: -74,
    interest: text(
      'Humidity in four greenhouses, two more under construction.',
      '四座温室的湿度监测，另有两座在建。',
    ),
    value: 34000,
    customer: 'nordvale',
    converted: -20,
  },
  {
    key: 'tarnbrook',
    company: text('Tarnbrook Medical', '潭溪医疗'),
    contact: text('Yara Lindqvell', '林雅岚'),
    domain: text('tarnbrook', 'tanxi'),
    phone: text('+1 212 555 0102', '138 0013 0102'),
    campaign: 'fair',
    region: 'east',
    status: 'converted',
    received: -73,
    interest: text('Readings every minute for the auditors.', '每分钟采集一次，供审计使用。'),
    value: 40000,
    customer: 'tarnbrook',
    converted: -60,
  },
  {
    key: 'merrowby',
    company: text('Merrowby Dairies', '牧洛乳业'),
    contact: text('Elin Farrow', '方琳'),
    domain: text('merrowby', 'muluo'),
    phone: text('+1 617 555 0181', '138 0013 0181'),
    campaign: 'fair',
    region: 'north',
    status: 'qualified',
    received: -71,
    interest: text('Twelve tank lorries, wants a test on two.', '十二辆罐车，希望先试用两辆。'),
    value: 9200,
  },
  {
    key: 'ashgrove',
    company: text('Ashgrove Clinics', '梣林诊所'),
    contact: text('Dr Pell Varga', '潘医生'),
    domain: text('ashgrove', 'cenlin'),
    phone: text('+1 212 555 0182', '138 0013 0182'),
    campaign: 'webinar',
    region: 'east',
    status: 'contacted',
    received: -40,
    interest: text('Vaccine refrigerators in nine clinics.', '九家诊所的疫苗冰箱。'),
    value: 6400,
  },
  {
    key: 'dunmere',
    company: text('Dunmere Brewery', '敦湖酿酒'),
    contact: text('Corin Ashby', '柯林'),
    domain: text('dunmere', 'dunhu'),
    phone: text('+1 713 555 0183', '138 0013 0183'),
    campaign: 'webinar',
    region: 'south',
    status: 'lost',
    received: -39,
    interest: text('Only wanted the slides.', '仅索取演示资料。'),
  },
  {
    key: 'whitlow',
    company: text('Whitlow Haulage', '惠洛运输'),
    contact: text('Marn Delacey', '马楠'),
    domain: text('whitlow', 'huiluo'),
    phone: text('+1 312 555 0184', '138 0013 0184'),
    campaign: 'mailing',
    region: 'central',
    status: 'contacted',
    received: -8,
    interest: text('Fleet of sixty, half of it refrigerated.', '六十辆车，一半为冷藏车。'),
    value: 22000,
  },
  {
    key: 'caldora',
    company: text('Caldora Freight', '卡朵货运'),
    contact: text('Ines Rowe', '罗茵'),
    domain: text('caldora', 'kaduo'),
    phone: text('+1 415 555 0185', '138 0013 0185'),
    campaign: 'mailing',
    region: 'west',
    status: 'new',
    received: -2,
    interest: text('Asks for prices from 50 pieces on.', '询问 50 件起的价格。'),
  },
  {
    key: 'penhollow',
    company: text('Penhollow Ceramics', '盆谷陶瓷'),
    contact: text('Tamsin Oke', '谭欣'),
    domain: text('penhollow', 'pengu'),
    phone: text('+1 617 555 0186', '138 0013 0186'),
    campaign: 'search',
    region: 'north',
    status: 'new',
    received: -1,
    interest: text(
      'Kilns at 1,200 degrees: probably too hot for us.',
      '窑温 1200 度，可能超出量程。',
    ),
  },
  {
    key: 'sorrelby',
    company: text('Sorrelby Hotels', '索乐酒店'),
    contact: text('Ivo Brandt', '伊沃'),
    domain: text('sorrelby', 'suole'),
    phone: text('+1 415 555 0187', '138 0013 0187'),
    campaign: 'referral',
    region: 'west',
    status: 'qualified',
    received: -16,
    interest: text('Minibars and kitchens of four houses.', '四家酒店的厨房与小冰箱。'),
    value: 13500,
  },
  {
    key: 'glenharrow',
    company: text('Glenharrow Schools', '格兰学校'),
    contact: text('Ms Orla Finch', '冯女士'),
    domain: text('glenharrow', 'gelan'),
    phone: text('+1 713 555 0188', '138 0013 0188'),
    campaign: 'referral',
    region: 'south',
    status: 'new',
    received: 0,
    interest: text('Heard of us from Brightmoor College.', '经明沼学院介绍。'),
  },
];

// The newest are not yet handed over: nobody's, and seen by marketing alone.
const handedOver = (status: Lead['status']) => status !== 'new';

const leads = list.map(
  (lead): TemplateRecord => ({
    key: lead.key,
    cells: {
      company: lead.company,
      contact_name: lead.contact,
      phone: lead.phone,
      email: text(`contact@${lead.domain.en}.example`, `contact@${lead.domain.zh}.example`),
      campaign: lead.campaign,
      region: lead.region,
      status: lead.status,
      ...(handedOver(lead.status) && { salesperson: 'me' }),
      received_on: day(lead.received),
      interest: lead.interest,
      ...(lead.value !== undefined && { expected_value: lead.value }),
      ...(lead.customer !== undefined && { customer: lead.customer }),
      ...(lead.converted !== undefined && { converted_on: day(lead.converted) }),
    },
  }),
);

function day(offset: number): string {
  return `today${offset < 0 ? '' : '+'}${offset}`;
}

/** Sample records, those of others before the ones that link to them. */
export const records: Template['records'] = { customers, campaigns, leads };
