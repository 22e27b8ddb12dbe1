import type { Command } from './command.ts';
import { auditVerify } from './commands/audit-verify.ts';

/** Every command there is. */
export const commands: readonly Command[] = [auditVerify];
