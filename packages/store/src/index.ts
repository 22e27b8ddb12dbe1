export { createWorkspace, openWorkspace, type Place } from './open-workspace.ts';
export type {
  Authorship,
  Committed,
  OrganisationChange,
  WorkspaceInfo,
  WorkspaceStore,
} from './store.ts';
