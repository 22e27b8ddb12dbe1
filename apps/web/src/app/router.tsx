import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Outlet,
} from '@tanstack/react-router';
import { type Persona, personas } from '@tessera/model';
import { lazy } from 'react';
import { InvitePage } from '../account/InvitePage.tsx';
import { SetupPage } from '../account/SetupPage.tsx';
import { SignInPage } from '../account/SignInPage.tsx';
import type { Beside } from '../demo/BesidePage.tsx';
import { SettingsPage } from './SettingsPage.tsx';
import { FailedState, NotFoundState } from './states.tsx';
import { WorkspaceFrame } from './WorkspaceFrame.tsx';
import { WorkspaceStart } from './WorkspaceStart.tsx';
import { WorkspacesPage } from './WorkspacesPage.tsx';

const AccountPage = lazy(() =>
  import('../account/AccountPage.tsx').then((page) => ({ default: page.AccountPage })),
);
const BesidePage = lazy(() =>
  import('../demo/BesidePage.tsx').then((page) => ({ default: page.BesidePage })),
);
const MembersPage = lazy(() =>
  import('../members/MembersPage.tsx').then((page) => ({ default: page.MembersPage })),
);
const RolesPage = lazy(() =>
  import('../access/RolesPage.tsx').then((page) => ({ default: page.RolesPage })),
);
const RolePage = lazy(() =>
  import('../access/RolePage.tsx').then((page) => ({ default: page.RolePage })),
);
const GrantsPage = lazy(() =>
  import('../access/grants/GrantsPage.tsx').then((page) => ({ default: page.GrantsPage })),
);
const GuaranteesPage = lazy(() =>
  import('../access/guarantees/GuaranteesPage.tsx').then((page) => ({
    default: page.GuaranteesPage,
  })),
);
const RestrictionsPage = lazy(() =>
  import('../access/RestrictionsPage.tsx').then((page) => ({ default: page.RestrictionsPage })),
);
const VersionsPage = lazy(() =>
  import('../access/versions/VersionsPage.tsx').then((page) => ({ default: page.VersionsPage })),
);
const SecurityPage = lazy(() =>
  import('./SecurityPage.tsx').then((page) => ({ default: page.SecurityPage })),
);
const ImportPage = lazy(() =>
  import('../import/ImportPage.tsx').then((page) => ({ default: page.ImportPage })),
);
const TemplatesPage = lazy(() =>
  import('../templates/TemplatesPage.tsx').then((page) => ({ default: page.TemplatesPage })),
);
const ServicesPage = lazy(() =>
  import('../tokens/ServicesPage.tsx').then((page) => ({ default: page.ServicesPage })),
);
const LogPage = lazy(() =>
  import('../log/LogPage.tsx').then((page) => ({ default: page.LogPage })),
);
const TrashPage = lazy(() =>
  import('../trash/TrashPage.tsx').then((page) => ({ default: page.TrashPage })),
);
const TablePage = lazy(() =>
  import('../views/TablePage.tsx').then((page) => ({ default: page.TablePage })),
);

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Only addresses of our own: an open redirect would lend our name to others. */
export function safeNext(next: string): string {
  return /^\/(?![/\\])/u.test(next) && !next.startsWith('/sign-in') ? next : '/';
}

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundState,
  errorComponent: ({ error }: ErrorComponentProps) => (
    <FailedState error={error} onRetry={() => location.reload()} />
  ),
});

function persona(value: unknown, other: Persona): Persona {
  return personas.find((one) => one === value) ?? other;
}

const beside = createRoute({
  getParentRoute: () => root,
  path: '/beside',
  validateSearch: (search): Beside => ({
    left: persona(search.left, 'sales'),
    right: persona(search.right, 'management'),
    ...(text(search.at) && { at: text(search.at) }),
  }),
  component: function BesideOneAnother() {
    const navigate = beside.useNavigate();
    return (
      <BesidePage
        beside={beside.useSearch()}
        onChange={(search) => void navigate({ search, replace: true })}
      />
    );
  },
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: (search) => ({ token: text(search.token) }),
  component: function Setup() {
    const { token } = setup.useSearch();
    const navigate = setup.useNavigate();
    return <SetupPage token={token} onDone={() => void navigate({ to: '/', replace: true })} />;
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string; joined?: true } => {
    const next = text(search.next);
    return { ...(next && { next }), ...(search.joined === true && { joined: true }) };
  },
  component: function SignIn() {
    const { next, joined = false } = signIn.useSearch();
    return (
      <SignInPage
        joined={joined}
        ended={next !== undefined && next !== '/'}
        onSignedIn={() => router.history.replace(safeNext(next ?? '/'))}
      />
    );
  },
});

const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite/$token',
  component: function Invite() {
    const { token } = invite.useParams();
    const navigate = invite.useNavigate();
    return (
      <InvitePage
        token={token}
        onJoined={(first) =>
          void (first
            ? navigate({ to: '/sign-in', search: { joined: true }, replace: true })
            : navigate({ to: '/', replace: true }))
        }
      />
    );
  },
});

const workspaces = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: WorkspacesPage,
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$ws',
  component: function Workspace() {
    const { ws } = workspace.useParams();
    return <WorkspaceFrame key={ws} ws={ws} />;
  },
});

const start = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  staticData: { onlyReads: true },
  component: function Start() {
    return <WorkspaceStart ws={start.useParams().ws} />;
  },
});

const table = createRoute({
  getParentRoute: () => workspace,
  path: '/t/$table',
  staticData: { onlyReads: true },
  component: function Table() {
    const params = table.useParams();
    return <TablePage key={params.table} workspace={params.ws} table={params.table} />;
  },
});

const view = createRoute({
  getParentRoute: () => workspace,
  path: '/t/$table/v/$view',
  staticData: { onlyReads: true },
  component: function View() {
    const params = view.useParams();
    return (
      <TablePage key={params.table} workspace={params.ws} table={params.table} view={params.view} />
    );
  },
});

const log = createRoute({
  getParentRoute: () => workspace,
  path: '/log',
  staticData: { onlyReads: true },
  component: function Log() {
    return <LogPage ws={log.useParams().ws} />;
  },
});

const trash = createRoute({
  getParentRoute: () => workspace,
  path: '/trash',
  component: function Trash() {
    return <TrashPage ws={trash.useParams().ws} />;
  },
});

const account = createRoute({
  getParentRoute: () => workspace,
  path: '/account',
  component: function Account() {
    return <AccountPage ws={account.useParams().ws} />;
  },
});

const members = createRoute({
  getParentRoute: () => workspace,
  path: '/members',
  staticData: { onlyReads: true },
  component: function Members() {
    return <MembersPage ws={members.useParams().ws} />;
  },
});

const importMembers = createRoute({
  getParentRoute: () => workspace,
  path: '/members/import',
  component: function ImportMembers() {
    const { ws } = importMembers.useParams();
    return <ImportPage ws={ws} target={{ kind: 'members' }} />;
  },
});

const roles = createRoute({
  getParentRoute: () => workspace,
  path: '/roles',
  staticData: { ofRules: true },
  component: function Roles() {
    return <RolesPage ws={roles.useParams().ws} />;
  },
});

const role = createRoute({
  getParentRoute: () => workspace,
  path: '/roles/$role',
  staticData: { ofRules: true },
  component: function Role() {
    const params = role.useParams();
    return <RolePage key={params.role} ws={params.ws} role={params.role} />;
  },
});

const restrictions = createRoute({
  getParentRoute: () => workspace,
  path: '/restrictions',
  staticData: { ofRules: true },
  component: function Restrictions() {
    return <RestrictionsPage ws={restrictions.useParams().ws} />;
  },
});

const grants = createRoute({
  getParentRoute: () => workspace,
  path: '/single-rules',
  staticData: { ofRules: true },
  component: function Grants() {
    return <GrantsPage ws={grants.useParams().ws} />;
  },
});

const services = createRoute({
  getParentRoute: () => workspace,
  path: '/service-accounts',
  staticData: { ofRules: true },
  component: function Services() {
    return <ServicesPage ws={services.useParams().ws} />;
  },
});

const guarantees = createRoute({
  getParentRoute: () => workspace,
  path: '/guarantees',
  staticData: { ofRules: true },
  component: function Guarantees() {
    return <GuaranteesPage ws={guarantees.useParams().ws} />;
  },
});

const versions = createRoute({
  getParentRoute: () => workspace,
  path: '/rules-history',
  staticData: { ofRules: true },
  component: function Versions() {
    return <VersionsPage ws={versions.useParams().ws} />;
  },
});

const security = createRoute({
  getParentRoute: () => workspace,
  path: '/security',
  component: function Security() {
    return <SecurityPage ws={security.useParams().ws} />;
  },
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: function Settings() {
    return <SettingsPage ws={settings.useParams().ws} />;
  },
});

const templates = createRoute({
  getParentRoute: () => workspace,
  path: '/templates',
  validateSearch: (search): { save?: string } => {
    const save = text(search.save);
    return save ? { save } : {};
  },
  component: function Templates() {
    const { save } = templates.useSearch();
    return <TemplatesPage key={save ?? ''} ws={templates.useParams().ws} save={save ?? ''} />;
  },
});

const importTable = createRoute({
  getParentRoute: () => workspace,
  path: '/import/$table',
  component: function ImportTable() {
    const params = importTable.useParams();
    return <ImportPage ws={params.ws} target={{ kind: 'table', table: params.table }} />;
  },
});

/** Every address of the client. */
export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    beside,
    signIn,
    invite,
    workspaces,
    workspace.addChildren([
      start,
      table,
      view,
      account,
      log,
      trash,
      members,
      importMembers,
      roles,
      role,
      settings,
      security,
      templates,
      restrictions,
      grants,
      services,
      guarantees,
      versions,
      importTable,
    ]),
  ]),
  defaultPendingMs: 150,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Open also to whoever looks as somebody else: without the rights that are then missing, it offers no change. */
    readonly onlyReads?: true;
    /** One of the pages of roles and rules, which are one place in the sidebar. */
    readonly ofRules?: true;
  }
}
