import { accountRoutes } from './account-routes.ts';
import { administratorRoutes } from './administrator-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { authRoutes } from './auth-routes.ts';
import { copyRoutes } from './copy-routes.ts';
import { demoRoutes } from './demo-routes.ts';
import type { AccessKind, Endpoint, Method } from './endpoint.ts';
import { explainRoutes } from './explain-routes.ts';
import { exportRoutes } from './export.ts';
import { firstStepsRoutes } from './first-steps-routes.ts';
import { importRoutes } from './import.ts';
import { joiningRoutes } from './joining-routes.ts';
import { leavingRoutes } from './leaving-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { postRuleRoutes } from './post-rule-routes.ts';
import { recordRoutes } from './record-routes.ts';
import { schemaRoutes } from './schema-routes.ts';
import { shareRoutes } from './share-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { trashRoutes } from './trash-routes.ts';
import { twoStepRoutes } from './two-step-routes.ts';
import { viewAsRoutes } from './view-as-routes.ts';
import { workspaceRoutes } from './workspace-routes.ts';

/** Every declared endpoint: what the server mounts and the OpenAPI document describes. */
export const endpoints: readonly Endpoint[] = [
  ...workspaceRoutes,
  ...joiningRoutes,
  ...demoRoutes,
  ...authRoutes,
  ...accountRoutes,
  ...twoStepRoutes,
  ...schemaRoutes,
  ...trashRoutes,
  ...recordRoutes,
  ...shareRoutes,
  ...importRoutes,
  ...exportRoutes,
  ...peopleRoutes,
  ...tokenRoutes,
  ...administratorRoutes,
  ...leavingRoutes,
  ...postRuleRoutes,
  ...explainRoutes,
  ...policyRoutes,
  ...copyRoutes,
  ...viewAsRoutes,
  ...auditRoutes,
  ...templateRoutes,
  ...firstStepsRoutes,
];

export interface Route {
  readonly method: Method;
  /** Below `/api`. */
  readonly path: string;
  readonly access: AccessKind;
}

/** Every route there is, those that answer with no JSON included. The non-interference suite needs a case for each. */
export const routes: readonly Route[] = [
  ...endpoints.map(({ method, path, access }) => ({ method, path, access })),
  { method: 'get', path: '/workspaces/{ws}/live', access: 'member' },
  { method: 'get', path: '/openapi.json', access: 'public' },
  { method: 'get', path: '/docs', access: 'public' },
];
