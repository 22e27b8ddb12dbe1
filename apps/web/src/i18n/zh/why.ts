import { zh as words } from '@tessera/words';
import type { why as en } from '../en/why.ts';
import type { Texts } from '../texts.ts';

export const why: Texts<typeof en> = {
  ...words.why,
  button: '为什么能看到，谁能看到？',
  field: '为什么我不能修改“{{field}}”？',
  computed: '为什么“{{field}}”这样显示？',
  loading: '正在查看规则…',
  masked: '您只能看到“{{field}}”脱敏后的内容。',
  who: '谁可以查看这条记录',
  whoThen: '这一天结束时谁能看到它',
  day: '查看过去某一天',
};
