import { authRoutes } from './auth-routes.ts';
import type { Endpoint } from './endpoint.ts';
import { joiningRoutes } from './joining-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { recordRoutes } from './record-routes.ts';
import { schemaRoutes } from './schema-routes.ts';
import { workspaceRoutes } from './workspace-routes.ts';

/**
 * Every route of the API: what the server mounts, what the OpenAPI document describes, and what the
 * non-interference suite must have a case for.
 */
export const endpoints: readonly Endpoint[] = [
  ...workspaceRoutes,
  ...joiningRoutes,
  ...authRoutes,
  ...schemaRoutes,
  ...recordRoutes,
  ...peopleRoutes,
];
