import type { importing as en } from '../en/import.ts';
import type { Texts } from '../texts.ts';

export const importing: Texts<typeof en> = {};
