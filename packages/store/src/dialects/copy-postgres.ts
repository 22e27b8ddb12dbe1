import type { Place } from '../place.ts';
import { raw, sql } from '../sql-text.ts';
import type { Queries } from './dialect.ts';

/**
 * Makes a schema that is like another one, with its rows, in the transaction of `queries`: tables, keys and indexes under
 * their own names, functions and triggers. Gives back nothing; `finish` runs with the new schema in sight.
 */
export async function copyPostgres(
  queries: Queries,
  from: string,
  place: Place,
  without: readonly string[],
  finish: (queries: Queries) => Promise<void>,
): Promise<void> {
  if (place.kind !== 'postgres' || !/^[a-z_][a-z0-9_]{0,62}$/.test(place.schema))
    throw new Error('A schema is copied to a schema with a plain name.');
  const to = place.schema;
  await queries.run(raw(`CREATE SCHEMA ${to}`));
  // Of the old schema nothing is in sight, so PostgreSQL names it wherever a definition speaks of it.
  await queries.run(raw(`SET LOCAL search_path = ${to}`));
  const moved = (definition: unknown) => raw(String(definition).replaceAll(`${from}.`, `${to}.`));
  const tables = await queries.all(
    sql`SELECT tablename FROM pg_tables WHERE schemaname = ${from} ORDER BY tablename`,
  );
  for (const [table] of tables as readonly (readonly [string])[]) {
    await queries.run(
      raw(`CREATE TABLE ${to}.${table} (LIKE ${from}.${table} INCLUDING ALL EXCLUDING INDEXES)`),
    );
    if (!without.includes(table))
      await queries.run(raw(`INSERT INTO ${to}.${table} SELECT * FROM ${from}.${table}`));
  }
  const keys = await queries.all(
    sql`SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ${from} AND k.contype IN ('p', 'u') ORDER BY 1, 2`,
  );
  for (const [table, name, definition] of keys)
    await queries.run(raw(`ALTER TABLE ${to}.${table} ADD CONSTRAINT ${name} ${definition}`));
  const indexes = await queries.all(
    sql`SELECT i.indexdef FROM pg_indexes i WHERE i.schemaname = ${from} AND NOT EXISTS (SELECT 1 FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE n.nspname = ${from} AND k.conname = i.indexname) ORDER BY i.indexname`,
  );
  for (const [definition] of indexes) await queries.run(moved(definition));
  const functions = await queries.all(
    sql`SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ${from} ORDER BY p.proname`,
  );
  for (const [definition] of functions) await queries.run(moved(definition));
  const triggers = await queries.all(
    sql`SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ${from} AND NOT t.tgisinternal ORDER BY t.tgname`,
  );
  for (const [definition] of triggers) await queries.run(moved(definition));
  await finish(queries);
}
