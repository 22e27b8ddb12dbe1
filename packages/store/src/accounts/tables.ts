type AuthType = 'text' | 'boolean' | 'number' | 'time';

export interface AuthColumn {
  readonly type: AuthType;
  readonly required?: true;
  readonly unique?: true;
  readonly index?: true;
  /** Goes when the user goes. */
  readonly ofUser?: true;
}

const needed = { type: 'text', required: true } as const;
const optional = { type: 'text' } as const;
const time = { type: 'time', required: true } as const;
const maybeTime = { type: 'time' } as const;
const ofUser = { type: 'text', required: true, index: true, ofUser: true } as const;

/** The tables of better-auth 1.7 with email and password, twoFactor and admin, by its own names. */
export const authTables: Readonly<Record<string, Readonly<Record<string, AuthColumn>>>> = {
  user: {
    name: needed,
    email: { type: 'text', required: true, unique: true },
    emailVerified: { type: 'boolean', required: true },
    image: optional,
    createdAt: time,
    updatedAt: time,
    twoFactorEnabled: { type: 'boolean' },
    role: optional,
    banned: { type: 'boolean' },
    banReason: optional,
    banExpires: maybeTime,
  },
  session: {
    expiresAt: time,
    token: { type: 'text', required: true, unique: true },
    createdAt: time,
    updatedAt: time,
    ipAddress: optional,
    userAgent: optional,
    userId: ofUser,
    impersonatedBy: optional,
  },
  account: {
    accountId: needed,
    providerId: needed,
    userId: ofUser,
    accessToken: optional,
    refreshToken: optional,
    idToken: optional,
    accessTokenExpiresAt: maybeTime,
    refreshTokenExpiresAt: maybeTime,
    scope: optional,
    password: optional,
    createdAt: time,
    updatedAt: time,
  },
  verification: {
    identifier: { type: 'text', required: true, index: true },
    value: needed,
    expiresAt: time,
    createdAt: time,
    updatedAt: time,
  },
  twoFactor: {
    secret: { type: 'text', required: true, index: true },
    backupCodes: needed,
    userId: ofUser,
    verified: { type: 'boolean' },
    failedVerificationCount: { type: 'number' },
    lockedUntil: maybeTime,
    /** The latest time step of which a code was used: ours, not better-auth's. */
    lastStep: { type: 'number' },
  },
};

export const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns of a table as another kind of column. */
export function mapColumns<T>(
  columns: Readonly<Record<string, AuthColumn>>,
  make: (name: string, column: AuthColumn) => T,
) {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, make(snake(name), column)]),
  );
}

const sqlTypes = {
  sqlite: { text: 'TEXT', boolean: 'INTEGER', number: 'INTEGER', time: 'INTEGER' },
  postgres: { text: 'text', boolean: 'boolean', number: 'integer', time: 'timestamptz' },
} as const;

/** The version of the format that `accountStatements` makes. */
const accountsFormat = 2;

/** What brings tables of an earlier format to this one, by the version it leads to. */
const accountMigrations: Readonly<Record<number, readonly string[]>> = {
  2: ['ALTER TABLE "two_factor" ADD COLUMN "last_step" integer'],
};

/** The statements for tables of an earlier format; none for an empty place, where the tables are made anew. */
export function migrationsAfter(version: unknown): readonly string[] {
  if (version === null || version === undefined) return [];
  const statements: string[] = [];
  for (let next = Number(version) + 1; next <= accountsFormat; next++)
    statements.push(...(accountMigrations[next] ?? []));
  return statements;
}

/** CREATE statements for all tables of the accounts database; they leave alone what is there. */
export function accountStatements(dialect: 'sqlite' | 'postgres'): string[] {
  const types = sqlTypes[dialect];
  const statements: string[] = [];
  for (const [name, columns] of Object.entries(authTables)) {
    const table = `"${snake(name)}"`;
    const defined = Object.entries(columns).map(
      ([column, { type, required, unique, ofUser: owned }]) => {
        const words = [`"${snake(column)}"`, types[type]];
        if (required) words.push('NOT NULL');
        if (unique) words.push('UNIQUE');
        if (owned) words.push('REFERENCES "user" (id) ON DELETE CASCADE');
        return words.join(' ');
      },
    );
    statements.push(
      `CREATE TABLE IF NOT EXISTS ${table} (id ${types.text} PRIMARY KEY, ${defined.join(', ')})`,
    );
    for (const [column, { index }] of Object.entries(columns)) {
      if (!index) continue;
      const on = snake(column);
      statements.push(`CREATE INDEX IF NOT EXISTS "i_${snake(name)}_${on}" ON ${table} ("${on}")`);
    }
  }
  const integerType = dialect === 'sqlite' ? 'INTEGER' : 'bigint';
  return [
    ...statements,
    `CREATE TABLE IF NOT EXISTS workspaces (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at ${integerType} NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS memberships (user_id TEXT NOT NULL REFERENCES "user" (id) ON DELETE CASCADE, workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, member_id TEXT NOT NULL, PRIMARY KEY (user_id, workspace_id))`,
    'CREATE INDEX IF NOT EXISTS i_memberships_workspace ON memberships (workspace_id, member_id)',
    `CREATE TABLE IF NOT EXISTS invitations (token_hash TEXT PRIMARY KEY, workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, member_id TEXT NOT NULL, email TEXT NOT NULL, expires_at ${integerType} NOT NULL, used_at ${integerType})`,
    `CREATE TABLE IF NOT EXISTS setup (id ${integerType} PRIMARY KEY, token_hash TEXT, done_at ${integerType})`,
    `CREATE TABLE IF NOT EXISTS demo (id ${integerType} PRIMARY KEY, workspace_id TEXT NOT NULL, key_hash TEXT NOT NULL, personas TEXT NOT NULL, ready_at ${integerType})`,
    `CREATE TABLE IF NOT EXISTS accounts_format (version ${integerType} PRIMARY KEY)`,
    `INSERT INTO accounts_format (version) VALUES (${accountsFormat}) ON CONFLICT DO NOTHING`,
  ];
}
