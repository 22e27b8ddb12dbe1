import { applySchemaChanges } from './apply-schema-change.ts';
import { checkCondition } from './check-condition.ts';
import type { Condition } from './condition.ts';
import { isDenial } from './error.ts';
import { type IdKind, idPrefixes } from './ids.ts';
import { buildTemplate } from './instantiate-template.ts';
import type { Target } from './policy.ts';
import type { Schema } from './schema.ts';
import { fieldsById } from './schema-lookup.ts';
import type { Template } from './template.ts';

const empty: Schema = { workspace: 'wsp0', version: 0, apps: [], tables: [], classes: [] };

/**
 * What is wrong with a template: dangling names, refused schema changes, conditions that do not fit. Empty: sound.
 * `base`: what is there when it is set up.
 */
export function checkTemplate(template: Template, base: Schema = empty): readonly string[] {
  const problems: string[] = [];
  let count = 0;
  const makeId = (kind: IdKind) => {
    count += 1;
    return `${idPrefixes[kind]}0check${count}`;
  };
  const basics = { language: 'en', makeId, member: 'mem0', today: '2000-01-01' } as const;
  const options = { ...basics, schema: base };
  const made = buildTemplate(template, options, problems);
  if (problems.length > 0) return problems;
  const schema = applySchemaChanges(base, made.changes);
  if (isDenial(schema)) return [schema.message];
  const check = (where: string, on: Target, condition: Condition | undefined) => {
    if (!condition) return;
    // A condition reads one table; a rule over the whole app has none of its own.
    const table = schema.tables.find((one) => on.kind === 'table' && one.id === on.id);
    const checked = checkCondition(condition, (id) => table && fieldsById(table).get(id));
    if (isDenial(checked)) problems.push(`${where}: ${checked.message}`);
  };
  made.grants.forEach((grant, index) => {
    const where = `grant ${index + 1}`;
    for (const part of grant.scope.kind === 'any' ? grant.scope.of : []) {
      check(where, grant.on, part.and);
      if (part.kind === 'where') check(where, grant.on, part.condition);
    }
  });
  for (const { name, on, when } of made.restrictions) check(`restriction "${name}"`, on, when);
  return problems;
}
