import type { Template, TemplateRecord } from '@tessera/model';
import { customers, products } from '../shared/samples.ts';
import { text } from '../text.ts';

// Days count from the day on which the template is set up; numbers are 555-01xx, in Chinese 138 0013 xxxx.

const installedProducts: readonly TemplateRecord[] = (
  [
    [
      'quillmere-halls',
      'quillmere',
      'sensor-pro',
      60,
      text('Plant 2, halls A and B', '二厂 A、B 车间'),
      -104,
      626,
      'FS2-24-0117',
    ],
    [
      'quillmere-gateways',
      'quillmere',
      'gateway',
      2,
      text('Plant 2, server room', '二厂机房'),
      -104,
      626,
      'GW8-24-0031',
    ],
    [
      'tarnbrook-cold',
      'tarnbrook',
      'sensor-pro',
      45,
      text('Cold rooms 1 to 6', '1 至 6 号冷库'),
      -52,
      678,
      'FS2-24-0188',
    ],
    [
      'tarnbrook-server',
      'tarnbrook',
      'on-premises',
      1,
      text('Own data centre', '自有机房'),
      -50,
      315,
      'ONP-0042',
    ],
    [
      'brightmoor-library',
      'brightmoor',
      'sensor-one',
      120,
      text('Library and dormitories', '图书馆与宿舍'),
      -18,
      712,
      'FS1-24-0902',
    ],
    [
      'oxleaf-pilot',
      'oxleaf',
      'sensor-one',
      24,
      text('Pilot shops Canal Street and Mill Lane', '运河街与磨坊巷两家试点门店'),
      -11,
      719,
      'FS1-24-0955',
    ],
    [
      'fennway-trucks',
      'fennway',
      'sensor-pro',
      40,
      text('On board of forty trucks', '四十辆货车车载'),
      -6,
      724,
      'FS2-24-0240',
    ],
    [
      'velloria-stage',
      'velloria',
      'gateway-old',
      1,
      text('Studio 3', '三号摄影棚'),
      -980,
      -250,
      'GW4-21-0009',
    ],
    [
      'harrowick-office',
      'harrowick',
      'sensor-one',
      12,
      text('Head office', '总部办公楼'),
      -640,
      90,
      'FS1-22-0310',
    ],
    [
      'nordvale-store',
      'nordvale',
      'gateway',
      1,
      text('Greenhouse 2', '2 号温室'),
      -330,
      35,
      'GW8-23-0078',
    ],
  ] as const
).map(([key, customer, product, quantity, site, bought, warranty, serial]) => ({
  key,
  cells: {
    name: `${serial}`,
    serial_no: serial,
    customer,
    product,
    quantity,
    site,
    bought_on: day(bought),
    installed_on: day(bought + 3),
    warranty_until: day(warranty),
    status: key === 'velloria-stage' ? 'retired' : key === 'harrowick-office' ? 'repair' : 'in_use',
  },
}));

interface Ticket {
  readonly key: string;
  readonly subject: ReturnType<typeof text>;
  readonly installed: string;
  readonly customer: string;
  readonly status: 'new' | 'working' | 'waiting' | 'solved' | 'closed';
  readonly priority: 'urgent' | 'normal' | 'low';
  readonly opened: string;
  readonly due: number;
  readonly caller: ReturnType<typeof text>;
  readonly phone: ReturnType<typeof text>;
  readonly warranty: boolean;
  readonly charge?: number;
  readonly solution?: ReturnType<typeof text>;
  readonly satisfaction?: number;
}

const ticketList: readonly Ticket[] = [
  {
    key: 'cold-room-4',
    subject: text('Cold room 4 reports no temperature', '4 号冷库无温度数据'),
    installed: 'tarnbrook-cold',
    customer: 'tarnbrook',
    status: 'working',
    priority: 'urgent',
    opened: 'today-1T07:42',
    due: 1,
    caller: text('Night shift, Ms Lindqvell', '夜班，林女士'),
    phone: text('+1 212 555 0142', '138 0013 0142'),
    warranty: true,
  },
  {
    key: 'gateway-restart',
    subject: text('Gateway restarts every night', '网关每晚自动重启'),
    installed: 'quillmere-gateways',
    customer: 'quillmere',
    status: 'waiting',
    priority: 'normal',
    opened: 'today-4T10:15',
    due: 3,
    caller: text('IT of plant 2', '二厂信息科'),
    phone: text('+1 212 555 0121', '138 0013 0121'),
    warranty: true,
    solution: text('Power supply is on its way.', '电源适配器已寄出。'),
  },
  {
    key: 'dormitory-alarms',
    subject: text('Too many alarms from the dormitories', '宿舍报警过于频繁'),
    installed: 'brightmoor-library',
    customer: 'brightmoor',
    status: 'new',
    priority: 'normal',
    opened: 'todayT08:30',
    due: 5,
    caller: text('Facilities', '后勤处'),
    phone: text('+1 617 555 0163', '138 0013 0163'),
    warranty: true,
  },
  {
    key: 'truck-17',
    subject: text('Sensor of truck 17 fell off', '17 号货车传感器脱落'),
    installed: 'fennway-trucks',
    customer: 'fennway',
    status: 'new',
    priority: 'low',
    opened: 'todayT09:05',
    due: 10,
    caller: text('Workshop', '维修车间'),
    phone: text('+1 312 555 0148', '138 0013 0148'),
    warranty: true,
  },
  {
    key: 'office-battery',
    subject: text('Batteries of two sensors are empty', '两个传感器电池耗尽'),
    installed: 'harrowick-office',
    customer: 'harrowick',
    status: 'working',
    priority: 'normal',
    opened: 'today-6T14:20',
    due: 2,
    caller: text('Reception', '前台'),
    phone: text('+1 713 555 0177', '138 0013 0177'),
    warranty: false,
    charge: 86,
  },
  {
    key: 'shop-report',
    subject: text('Report shows one of two shops', '报表只显示一家门店'),
    installed: 'oxleaf-pilot',
    customer: 'oxleaf',
    status: 'solved',
    priority: 'normal',
    opened: 'today-8T11:00',
    due: -3,
    caller: text('Store manager, Canal Street', '运河街店店长'),
    phone: text('+1 312 555 0139', '138 0013 0139'),
    warranty: true,
    solution: text(
      'The second shop was filed under another region.',
      '第二家门店误归到其他区域，已更正。',
    ),
    satisfaction: 5,
  },
  {
    key: 'server-update',
    subject: text('Update of the server before the audit', '审计前升级服务器'),
    installed: 'tarnbrook-server',
    customer: 'tarnbrook',
    status: 'closed',
    priority: 'normal',
    opened: 'today-30T09:30',
    due: -20,
    caller: text('Head of IT', '信息部主管'),
    phone: text('+1 212 555 0143', '138 0013 0143'),
    warranty: true,
    charge: 900,
    solution: text(
      'Updated in the maintenance window, backup restored as a test.',
      '在维护窗口内完成升级，并验证了备份恢复。',
    ),
    satisfaction: 4,
  },
  {
    key: 'studio-offline',
    subject: text('Old gateway is offline', '旧网关离线'),
    installed: 'velloria-stage',
    customer: 'velloria',
    status: 'closed',
    priority: 'low',
    opened: 'today-210T16:45',
    due: -200,
    caller: text('Stage technician', '舞台技师'),
    phone: text('+1 415 555 0158', '138 0013 0158'),
    warranty: false,
    charge: 240,
    solution: text(
      'Beyond repair; offered a Gateway 8 in exchange.',
      '无法修复，已建议更换网关 8。',
    ),
    satisfaction: 3,
  },
];

const tickets = ticketList.map((ticket): TemplateRecord => {
  const { key, installed, opened, due, charge, solution, satisfaction, ...cells } = ticket;
  return {
    key,
    cells: {
      ...cells,
      installed_product: installed,
      assignee: 'me',
      opened_on: opened,
      due: day(due),
      ...(charge !== undefined && { charge }),
      ...(solution && { solution }),
      ...(satisfaction !== undefined && { satisfaction }),
    },
  };
});

const visits: readonly TemplateRecord[] = (
  [
    [
      'cold-room-visit',
      text('Replace the sensor in cold room 4', '更换 4 号冷库传感器'),
      'visit',
      'today+1T08:00',
      'cold-room-4',
      'tarnbrook',
      2,
      false,
      text('Take a calibrated spare and the certificate.', '携带已校准的备件和证书。'),
    ],
    [
      'cold-room-call',
      text('First look from afar', '远程初步排查'),
      'remote',
      'today-1T08:10',
      'cold-room-4',
      'tarnbrook',
      0.5,
      true,
      text('Radio is fine, the probe answers nothing.', '无线正常，探头无响应。'),
    ],
    [
      'gateway-log',
      text('Read the log of the gateway', '查看网关日志'),
      'remote',
      'today-4T13:00',
      'gateway-restart',
      'quillmere',
      1,
      true,
      text('Voltage drops when the compressor starts.', '压缩机启动时电压跌落。'),
    ],
    [
      'gateway-swap',
      text('Swap the power supply', '更换电源适配器'),
      'visit',
      'today+3T09:30',
      'gateway-restart',
      'quillmere',
      1.5,
      false,
      text('Ask for access to the server room a day before.', '提前一天申请进入机房。'),
    ],
    [
      'office-call',
      text('Agree on a day for the batteries', '约定更换电池时间'),
      'call',
      'today-5T10:00',
      'office-battery',
      'harrowick',
      0.2,
      true,
      text('Any morning will do.', '任意上午均可。'),
    ],
    [
      'shop-follow-up',
      text('Ask whether the report is right now', '回访报表是否正常'),
      'follow_up',
      'today+2T15:00',
      'shop-report',
      'oxleaf',
      0.2,
      false,
      text('They think of a third shop; tell sales.', '客户考虑增加第三家门店，转告销售。'),
    ],
    [
      'server-visit',
      text('Update on site', '现场升级'),
      'visit',
      'today-24T20:00',
      'server-update',
      'tarnbrook',
      4,
      true,
      text('Window from eight to midnight was enough.', '晚八点到零点的窗口足够。'),
    ],
    [
      'server-follow-up',
      text('After the audit', '审计后回访'),
      'follow_up',
      'today-12T11:00',
      'server-update',
      'tarnbrook',
      0.3,
      true,
      text('Audit passed without remarks on our part.', '审计顺利通过，无相关意见。'),
    ],
  ] as const
).map(([key, subject, kind, time, ticket, customer, hours, done, remark]) => ({
  key,
  cells: { subject, kind, date_time: time, ticket, customer, engineer: 'me', hours, done, remark },
}));

function day(offset: number): string {
  return `today${offset < 0 ? '' : '+'}${offset}`;
}

/** Sample records, those of others before the ones that link to them. */
export const records: Template['records'] = {
  customers,
  products,
  installed_products: installedProducts,
  tickets,
  service_visits: visits,
};
