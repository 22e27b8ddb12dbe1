import {
  AppError,
  type AuditHead,
  applySchemaChange,
  applySchemaChanges,
  type Denial,
  denial,
  derivationOrder,
  isDenial,
  type Organisation,
  type Policy,
  removedBy,
  type Schema,
  type SchemaChange,
  type Shares,
  type TableId,
  type Token,
  type TrashedItem,
  trashIdOf,
  trashTime,
  uniqueRefusal,
  withTrashed,
} from '@tessera/model';
import { checkUnique, isProven, type SecuredRows } from '@tessera/permissions';
import { loadHead } from './audit/chain.ts';
import { readEntries } from './audit/read.ts';
import { tellOrganisation, tellPolicy } from './audit/tell-organisation.ts';
import { aspectsOf, tellDropped, tellRestored, tellSchema } from './audit/tell-schema.ts';
import { verifyLog } from './audit/verify.ts';
import { type Tell, type Told, writeEntries } from './audit/write.ts';
import { convertField } from './convert-field.ts';
import { type CopyMark, copySetting, copyWorkspace } from './copy-workspace.ts';
import { changeTables } from './ddl.ts';
import type { Dialect, Queries } from './dialects/dialect.ts';
import { fillMade } from './fill-made.ts';
import { selectGroups } from './groups.ts';
import { layoutOf } from './layout.ts';
import type { Place } from './place.ts';
import { OwnerCounts } from './plan.ts';
import { type Reading, selectRows } from './select.ts';
import { runSharing } from './share.ts';
import { SortIndexes } from './sort-indexes.ts';
import { sql } from './sql-text.ts';
import type { Authorship, WorkspaceInfo, WorkspaceStore } from './store.ts';
import { counter } from './system/counters.ts';
import { migrate } from './system/migrate.ts';
import { loadNotes, type Notes, saveNote, withNote } from './system/notes.ts';
import { applyOrganisationChanges } from './system/organisation-change.ts';
import {
  loadOrganisation,
  loadOrganisationAt,
  saveOrganisation,
} from './system/organisation-rows.ts';
import {
  addPolicy,
  loadPolicy,
  loadPolicyAt,
  loadPolicyHeads,
  loadPolicyVersion,
} from './system/policies.ts';
import { loadSchema, saveSchema } from './system/schema-rows.ts';
import { loadShares } from './system/share-rows.ts';
import {
  deleteTemplate,
  loadTemplate,
  loadTemplates,
  saveTemplate,
} from './system/stored-templates.ts';
import { addToken, closeToken, loadTokens, type Tokens, touchToken } from './system/token-rows.ts';
import { addTrash, loadTrash, parkedPairs } from './system/trash-rows.ts';
import { readTrash } from './system/trashed-records.ts';
import { tallyKinds } from './tally.ts';
import { TallyCache } from './tally-cache.ts';
import { tellPlan } from './tell.ts';
import { emptyTrash, restoreItem } from './trash.ts';
import { WindowCache } from './window-cache.ts';
import { runChange, takenId } from './write.ts';

interface Snapshots {
  info: WorkspaceInfo;
  schema: Schema;
  organisation: Organisation;
  policy: Policy;
  notes: Notes;
  trash: readonly TrashedItem[];
  head: AuditHead;
  shares: Shares;
  tokens: Tokens;
}

async function openPlace(place: Place): Promise<Dialect> {
  // Only the libraries of the database that is used are loaded.
  if (place.kind === 'sqlite') return (await import('./dialects/sqlite.ts')).openSqlite(place);
  return (await import('./dialects/postgres.ts')).openPostgres(place);
}

const twoStepSetting = 'requireTwoStep';

async function loadInfo(dialect: Dialect): Promise<WorkspaceInfo | null> {
  const rows = await dialect.read((queries) =>
    queries.all(sql`SELECT id, name, language, time_zone FROM s_info`),
  );
  const row = rows[0];
  if (!row) return null;
  const [id, name, language, timeZone] = row as readonly string[];
  const settings = new Map(
    (await dialect.read((queries) =>
      queries.all(sql`SELECT name, value FROM s_setting`),
    )) as readonly (readonly [string, string])[],
  );
  const requireTwoStep = settings.get(twoStepSetting) === 'true';
  const copied = settings.get(copySetting);
  return {
    id,
    name,
    language,
    timeZone,
    ...(requireTwoStep && { requireTwoStep }),
    ...(copied !== undefined && { copyOf: JSON.parse(copied) as CopyMark }),
  } as WorkspaceInfo;
}

/** Makes a workspace in an empty place and opens it. Throws when there is one already. */
export async function createWorkspace(place: Place, info: WorkspaceInfo): Promise<WorkspaceStore> {
  const dialect = await openPlace(place);
  try {
    await migrate(dialect);
    if (await loadInfo(dialect))
      throw new AppError('conflict', 'There is a workspace in this place already.');
    await dialect.transaction(async (queries) => {
      const { id, name, language, timeZone } = info;
      await queries.run(
        sql`INSERT INTO s_info (id, name, language, time_zone) VALUES (${id}, ${name}, ${language}, ${timeZone})`,
      );
      await queries.run(
        sql`INSERT INTO s_counter (name, value) VALUES ('seq', 0), ('schema', 0), ('organisation', 0)`,
      );
    });
    return await opened(dialect);
  } catch (error) {
    await dialect.close();
    throw error;
  }
}

/** Opens the workspace that is in a place, after bringing its format up to date. Throws `not_found` when there is none. */
export async function openWorkspace(place: Place): Promise<WorkspaceStore> {
  const dialect = await openPlace(place);
  try {
    await migrate(dialect);
    return await opened(dialect);
  } catch (error) {
    await dialect.close();
    throw error;
  }
}

async function opened(dialect: Dialect): Promise<WorkspaceStore> {
  const info = await loadInfo(dialect);
  if (!info) throw new AppError('not_found', 'There is no workspace in this place.');
  const now: Snapshots = await dialect.read(async (queries) => ({
    info,
    schema: await loadSchema(queries, info.id),
    organisation: await loadOrganisation(queries),
    policy: await loadPolicy(queries),
    notes: await loadNotes(queries),
    trash: await loadTrash(queries),
    head: await loadHead(queries, info.id),
    shares: { version: 0, open: await loadShares(queries) },
    tokens: await loadTokens(queries),
  }));
  return storeOf(dialect, now);
}

const nothing: ReadonlySet<string> = new Set();

/** What a list of changes puts into the trash, each removal as the one before left the schema. */
function trashedBy(
  schema: Schema,
  changes: readonly SchemaChange[],
  { at, by, change }: Authorship,
): readonly TrashedItem[] {
  const items: TrashedItem[] = [];
  let current = schema;
  for (const one of changes) {
    const removed = removedBy(current, one);
    // Named after its change set, so that whoever made it can take it back at once.
    const id = trashIdOf(change, items.length);
    if (removed) items.push({ id, at, by, removed });
    const next = applySchemaChange(current, one);
    if (isDenial(next)) return [];
    current = next;
  }
  return items;
}

/**
 * At every save of rules or structure: no unique field tells anybody of cells he may not read. Nor would one that can
 * still be put back from the trash, or putting it back would tell of the rules.
 */
function lawful(
  policy: Policy,
  schema: Schema,
  trash: readonly TrashedItem[],
  { at }: Authorship,
): Denial | null {
  const live = checkUnique(policy, schema);
  if (live) return live;
  const kept = trash.filter((item) => item.at > at - trashTime);
  const refused = checkUnique(policy, withTrashed(schema, kept));
  if (!refused) return null;
  const details = { ...uniqueRefusal(refused), trashed: true };
  return denial(refused.code, `${refused.message} It is in the trash.`, details);
}

const stale: Denial = denial('conflict', 'The tables and fields were changed in the meantime.');

/** The answer to a token that is none, or was revoked already. */
const noSuchToken: Denial = denial('not_found', 'There is no such token.');

const withToken = (tokens: Tokens, token: Token): Tokens =>
  new Map([...tokens].map(([hash, one]) => [hash, one.id === token.id ? token : one]));

const none: ReadonlySet<string> = new Set();

function storeOf(dialect: Dialect, now: Snapshots): WorkspaceStore {
  const cache = new WindowCache();
  /** Grows with each change of a table's records or links. */
  const versions = new Map<TableId, number>();
  const bump = (tables: Iterable<TableId>) => {
    for (const table of tables) versions.set(table, (versions.get(table) ?? 0) + 1);
  };
  const stamp = (tables: readonly TableId[]) =>
    `${now.schema.version}/${now.organisation.version}/${tables.map((table) => versions.get(table) ?? 0).join()}`;

  /** The only way to write here: what is told goes into the log with what was written, or not at all. */
  const write = <T>(
    work: (queries: Queries, tell: Tell) => Promise<T>,
    committed?: (result: T) => void,
  ): Promise<T> => {
    let head: AuditHead | null = null;
    return dialect.transaction(
      (queries) => {
        head = null;
        return work(queries, async (told, teller) => {
          // Read under the lock of the writer: another process may have told something since.
          head ??= await loadHead(queries, now.info.id);
          head = await writeEntries(queries, head, teller, now.policy.version, told);
        });
      },
      (result) => {
        now.head = head ?? now.head;
        committed?.(result);
      },
    );
  };

  const tallies = new TallyCache();
  const counts = new OwnerCounts();
  const indexes = new SortIndexes(dialect);
  const reading = ({ table, dependsOn }: SecuredRows): Reading => ({
    words: dialect,
    layout: layoutOf(now.schema),
    cache,
    counts,
    indexes,
    stamp: stamp(dependsOn),
    version: versions.get(table) ?? 0,
  });

  return {
    info: () => now.info,
    schema: () => now.schema,
    organisation: () => now.organisation,
    policy: () => now.policy,
    trash: () => now.trash,
    shares: () => now.shares,
    tokens: () => [...now.tokens.values()],
    tokenByHash: (hash) => now.tokens.get(hash),

    rows: (query) => dialect.read((queries) => selectRows(queries, reading(query), query)),
    trashedRecords: (query, since) =>
      dialect.read((queries) =>
        readTrash(queries, dialect, layoutOf(now.schema), query, since, now.info.timeZone),
      ),
    groups: (query) =>
      dialect.read((queries) => selectGroups(queries, dialect, layoutOf(now.schema), query)),

    async tally(query, pause) {
      if (!isProven(query)) throw new Error('Only what the permission engine has secured is read.');
      const asked = stamp(query.dependsOn);
      const known = tallies.get(query, asked);
      if (known) return known;
      const { schema } = now;
      const found = await tallyKinds(
        {
          words: dialect,
          layout: layoutOf(schema),
          read: dialect.read,
          async pause() {
            await pause();
            if (now.schema !== schema) throw new AppError(stale.code, stale.message);
          },
        },
        query.signature,
      );
      if (found && stamp(query.dependsOn) === asked) tallies.put(query, asked, found);
      return found;
    },

    explain: (plan) =>
      dialect.read((queries) =>
        tellPlan(queries, dialect, layoutOf(now.schema), plan, now.info.timeZone),
      ),

    async change(plan, authorship) {
      try {
        return await write(
          (queries, tell) =>
            runChange(
              queries,
              dialect,
              layoutOf(now.schema),
              plan,
              authorship,
              parkedPairs(now.trash),
              now.info.timeZone,
              tell,
            ),
          (result) => {
            if (!isDenial(result)) bump(new Set(result.effects.map((effect) => effect.table)));
          },
        );
      } catch (error) {
        if (dialect.isDuplicate(error)) return takenId;
        throw error;
      }
    },

    async changeShares(plan, id, authorship) {
      const work = async (queries: Queries, tell: Tell): Promise<Shares | Denial> => {
        const after = await runSharing(
          queries,
          dialect,
          layoutOf(now.schema),
          now.shares.open,
          plan,
          id,
          authorship,
          tell,
        );
        return isDenial(after) ? after : { version: now.shares.version + 1, open: after };
      };
      return write(work, (result) => {
        if (!isDenial(result)) now.shares = result;
      });
    },

    async changeSchema(changes, authorship, baseVersion) {
      let trash = now.trash;
      const work = async (queries: Queries, tell: Tell): Promise<Schema | Denial> => {
        if (baseVersion !== undefined && baseVersion !== now.schema.version) return stale;
        const trashed = trashedBy(now.schema, changes, authorship);
        const next = applySchemaChanges(now.schema, changes);
        if (isDenial(next)) return next;
        const telling = lawful(now.policy, next, [...now.trash, ...trashed], authorship);
        if (telling) return telling;
        const refused = await changeTables(
          queries,
          dialect,
          now.schema,
          next,
          nothing,
          now.info.timeZone,
        );
        if (refused) return refused;
        await saveSchema(queries, now.schema, next);
        await addTrash(queries, trashed);
        trash = [...now.trash, ...trashed];
        await tell(tellSchema(now.schema, changes), authorship);
        return next;
      };
      return write(work, (result) => {
        if (isDenial(result)) return;
        now.schema = result;
        now.trash = trash;
      });
    },

    async restoreTrash(id, authorship) {
      const work = async (queries: Queries, tell: Tell) => {
        const next = await restoreItem(
          queries,
          dialect,
          now.schema,
          now.trash,
          id,
          now.info.timeZone,
        );
        const item = now.trash.find((one) => one.id === id);
        if (item && !isDenial(next)) await tell([tellRestored(item.removed)], authorship);
        return next;
      };
      return write(work, (result) => {
        if (isDenial(result)) return;
        now.schema = result;
        now.trash = now.trash.filter((item) => item.id !== id);
        bump(result.tables.map((table) => table.id));
      });
    },

    async emptyTrash(wanted, authorship) {
      const work = async (queries: Queries, tell: Tell) => {
        const ids = new Set(now.trash.filter(wanted).map(({ id }) => id));
        const left = await emptyTrash(queries, now.schema, now.trash, ids);
        await tell(tellDropped(now.trash.filter((item) => !left.includes(item))), authorship);
        return left;
      };
      await write(work, (left) => {
        now.trash = left;
      });
    },

    async convertField(conversion, authorship, baseVersion) {
      const before = now.schema;
      const work = async (queries: Queries, tell: Tell): Promise<Schema | Denial> => {
        if (baseVersion !== now.schema.version) return stale;
        const next = await convertField(queries, dialect, before, conversion, authorship);
        if (isDenial(next)) return next;
        await saveSchema(queries, before, next);
        const { table, field } = conversion;
        const history = await counter(queries, 'seq');
        await tell(
          [{ kind: 'field.convert', objects: { table, fields: [field.id], history } }],
          authorship,
        );
        return next;
      };
      return write(work, (result) => {
        if (isDenial(result)) return;
        now.schema = result;
        bump(result.tables.map(({ id }) => id));
      });
    },

    async savePolicy(policy, authorship, reason) {
      return write(
        async (queries, tell) => {
          const saved =
            lawful(policy, now.schema, now.trash, authorship) ??
            (await addPolicy(queries, policy, authorship, reason));
          if (!isDenial(saved))
            await tell([tellPolicy(now.policy, saved, authorship)], { ...authorship, reason });
          return saved;
        },
        (result) => {
          if (!isDenial(result)) now.policy = result;
        },
      );
    },

    async addToken(token, hash, authorship) {
      const { id, holder } = token;
      const objects = { token: id, [holder.kind]: holder.id, until: token.until };
      await write(
        async (queries, tell) => {
          await addToken(queries, token, hash);
          await tell([{ kind: 'token.make', objects }], authorship);
        },
        () => {
          now.tokens = new Map([...now.tokens, [hash, token]]);
        },
      );
    },

    async revokeToken(id, authorship) {
      const work = async (queries: Queries, tell: Tell): Promise<Token | Denial> => {
        const token = [...now.tokens.values()].find((one) => one.id === id);
        if (!token || token.revokedAt !== undefined) return noSuchToken;
        const { holder } = token;
        await closeToken(queries, id, authorship);
        await tell(
          [{ kind: 'token.revoke', objects: { token: id, [holder.kind]: holder.id } }],
          authorship,
        );
        return { ...token, revokedAt: authorship.at };
      };
      return write(work, (result) => {
        if (!isDenial(result)) now.tokens = withToken(now.tokens, result);
      });
    },

    async touchToken(id, at) {
      await write(
        async (queries) => touchToken(queries, id, at),
        () => {
          const token = [...now.tokens.values()].find((one) => one.id === id);
          if (token) now.tokens = withToken(now.tokens, { ...token, usedAt: at });
        },
      );
    },

    policyVersions: (limit, before) =>
      dialect.read((queries) => loadPolicyHeads(queries, limit, before)),
    policyVersion: (version) => dialect.read((queries) => loadPolicyVersion(queries, version)),
    past: (at) =>
      dialect.read(async (queries) => ({
        policy: await loadPolicyAt(queries, at),
        organisation: await loadOrganisationAt(queries, at),
        shares: await loadShares(queries, at),
      })),

    async changeOrganisation(changes, authorship) {
      const work = async (queries: Queries, tell: Tell): Promise<Organisation | Denial> => {
        const next = applyOrganisationChanges(now.organisation, changes);
        if (isDenial(next)) return next;
        await saveOrganisation(queries, now.organisation, next, authorship);
        await tell(tellOrganisation(now.organisation, next, authorship), authorship);
        return next;
      };
      return write(work, (result) => {
        if (!isDenial(result)) now.organisation = result;
      });
    },

    templates: () => dialect.read(loadTemplates),
    template: (id) => dialect.read((queries) => loadTemplate(queries, id)),
    putTemplate: (one, authorship) =>
      write(async (queries, tell) => {
        await saveTemplate(queries, one);
        await tell([{ kind: 'template.save', objects: { template: one.id } }], authorship);
      }),
    removeTemplate: (id, authorship) =>
      write(async (queries, tell) => {
        await deleteTemplate(queries, id);
        await tell([{ kind: 'template.remove', objects: { template: id } }], authorship);
      }),

    notesOf: (member) => now.notes.get(member) ?? none,
    async note(member, word, set) {
      if ((now.notes.get(member) ?? none).has(word) === set) return;
      await dialect.transaction(
        (queries) => saveNote(queries, member, word, set),
        () => {
          now.notes = withNote(now.notes, member, word, set);
        },
      );
    },

    async updateInfo(set, authorship) {
      const info: WorkspaceInfo = { ...now.info, ...set, id: now.info.id };
      await write(async (queries, tell) => {
        await queries.run(
          sql`UPDATE s_info SET name = ${info.name}, language = ${info.language}, time_zone = ${info.timeZone}`,
        );
        await queries.run(
          sql`INSERT INTO s_setting (name, value) VALUES (${twoStepSetting}, ${String(info.requireTwoStep === true)}) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        );
        // The parts of dates with a time are those that the clocks of the workspace show.
        if (info.timeZone !== now.info.timeZone) await workOutAgain(queries, now.schema, info);
        await tell(tellInfo(now.info, info), authorship);
      });
      if (info.timeZone !== now.info.timeZone) bump(now.schema.tables.map(({ id }) => id));
      now.info = info;
      return info;
    },

    tell: (told, teller) => write((_, tell) => tell(told, teller)),
    audit: (asked) => dialect.read((queries) => readEntries(queries, dialect, asked)),
    auditHead: () => now.head,
    verifyAudit: (known) => verifyLog((work) => dialect.read(work), now.info.id, known),

    copyTo: (place, info) => copyWorkspace(dialect, place, info),
    close: () => dialect.close(),
  };
}

async function workOutAgain(
  queries: Queries,
  { tables }: Schema,
  { timeZone }: WorkspaceInfo,
): Promise<void> {
  for (const table of tables) {
    const formulas = derivationOrder(table.fields).filter((field) => field.type === 'formula');
    await fillMade(queries, table, formulas, timeZone);
  }
}

/** Changed settings of the workspace, by name; what it asks of its members stands for itself. */
function tellInfo(before: WorkspaceInfo, after: WorkspaceInfo): readonly Told[] {
  const aspects = aspectsOf(before, after);
  const settings = aspects.filter((name) => name !== twoStepSetting);
  return [
    ...(settings.length > 0
      ? [{ kind: 'workspace.change' as const, objects: { aspects: settings } }]
      : []),
    ...(aspects.includes(twoStepSetting)
      ? [
          {
            kind: 'security.change' as const,
            objects: { aspects: [twoStepSetting], count: after.requireTwoStep === true ? 1 : 0 },
          },
        ]
      : []),
  ];
}
