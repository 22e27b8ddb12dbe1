import type { Template } from '@tessera/model';

export const records: Template['records'] = {};
