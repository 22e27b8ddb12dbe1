import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The sales data of the acceptance run: beside the repository, and not on every machine. */
export const salesData = join(root, '..', 'shared', 'data', 'crm-sales-opportunities');
