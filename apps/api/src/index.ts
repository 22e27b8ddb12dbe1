export type { AppContext, MemberContext, WorkspaceContext } from './context.ts';
