export type {
  Accounts,
  DemoState,
  Invitation,
  MembershipEntry,
  SecondStep,
  Session,
  SetupState,
} from './accounts/accounts.ts';
export type { AccountsDatabase } from './accounts/accounts-database.ts';
export { openDatabase } from './accounts/open-database.ts';
export type { AuditQuestion } from './audit/read.ts';
export { verifyPlace } from './audit/verify-place.ts';
export type { Teller, Told } from './audit/write.ts';
export type { CopyInfo, CopyMark } from './copy-workspace.ts';
export { createWorkspace, openWorkspace } from './open-workspace.ts';
export type { Place, PostgresPlace, SqlitePlace } from './place.ts';
export { accountsPlace, type Home, workspacePlace, workspacesIn } from './places.ts';
export { removeWorkspace } from './remove-workspace.ts';
export type {
  Authorship,
  Committed,
  FieldConversion,
  OrganisationChange,
  WorkspaceInfo,
  WorkspaceStore,
} from './store.ts';
export { applyOrganisationChanges } from './system/organisation-change.ts';
export type { StoredTemplate, TemplateHead } from './system/stored-templates.ts';
