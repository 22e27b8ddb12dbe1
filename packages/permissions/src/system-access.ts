import { type Policy, type Schema, tableActions, workspaceActions } from '@tessera/model';
import type { Access } from './access.ts';
import { compileAccess } from './compile.ts';
import { loneSubject, type Moment } from './subject.ts';

/**
 * Access for the product's own work (starting from a template, sample records): everything, under a subject
 * that has to be asked for by name. Never reachable by a request.
 */
export function systemAccess(name: string, schema: Schema, moment: Moment): Access {
  const subject = loneSubject('system', name);
  const policy: Policy = {
    version: 0,
    grants: [
      {
        id: 'grasystem',
        to: { kind: 'service', id: name },
        on: { kind: 'workspace' },
        actions: [...tableActions, ...workspaceActions],
        scope: { kind: 'all' },
        fields: { default: 'edit', except: [] },
        origin: 'direct',
        reason: name,
      },
    ],
    restrictions: [],
  };
  return compileAccess({ policy, schema, subject, moment, digest: () => `system ${name}` });
}
