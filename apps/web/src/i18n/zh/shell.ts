import type { shell as en } from '../en/shell.ts';
import type { Texts } from '../texts.ts';

export const shell: Texts<typeof en> = {};
