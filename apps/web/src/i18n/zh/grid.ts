import type { grid as en } from '../en/grid.ts';
import type { Texts } from '../texts.ts';

export const grid: Texts<typeof en> = {};
