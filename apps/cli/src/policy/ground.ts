import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type FileProblem,
  type Grant,
  type Guarantee,
  idMaker,
  type Policy,
  type PolicyNames,
  type Restriction,
  readPolicyFile,
} from '@tessera/model';
import { ruleText } from '@tessera/permissions';
import type {
  MembersAnswer,
  OrganisationAnswer,
  PolicyAnswer,
  SchemaAnswer,
} from '@tessera/protocol';
import { type Things, thingsOf } from '@tessera/words';
import { UsageError } from '../command.ts';
import type { Connection } from '../connection.ts';
import { type ReadText, readPolicyText, type SavedId } from './policy-yaml.ts';

/** The rules of a workspace as they are, with the names of all they speak of. */
export interface Ground {
  readonly saved: Policy;
  readonly names: PolicyNames;
  readonly things: Things;
}

/** Loads them; only for whoever may change the rules. */
export async function loadGround({ ask, workspace }: Connection): Promise<Ground> {
  const [{ policy }, schema, organisation, { members }] = await Promise.all([
    ask<PolicyAnswer>('/policy'),
    ask<SchemaAnswer>('/structure'),
    ask<OrganisationAnswer>('/organisation'),
    ask<MembersAnswer>('/members'),
  ]);
  return {
    saved: policy,
    names: {
      timeZone: workspace.timeZone,
      apps: schema.apps,
      tables: schema.tables,
      classes: schema.classes ?? [],
      roles: organisation.roles,
      teams: organisation.teams,
      departments: organisation.departments,
      members,
    },
    things: thingsOf(schema, organisation, members),
  };
}

/** Rules of a file, made from the version that the file names. */
export interface Draft {
  readonly policy: Policy;
  readonly text: ReadText;
  /** The ids of rules to which the file gives none. */
  readonly ids: readonly SavedId[];
}

const makeId = idMaker((count) => randomFillSync(new Uint8Array(count)));

/** Reads a policy file. Throws UsageError with a line for each problem. */
export async function readDraft(file: string, { saved, names }: Ground): Promise<Draft> {
  const text = await readText(file);
  const read = readPolicyFile(text.value, names, makeId);
  if ('problems' in read) throw unreadable(file, text, read.problems);
  const { policy, ids } = adopted(read.policy, read.made, saved);
  // A file without guarantees leaves them as they are.
  return { policy: { guarantees: saved.guarantees ?? [], ...policy }, text, ids };
}

/** Reads a file as YAML. Throws UsageError where there is none, or where it is something else. */
export async function readText(file: string): Promise<ReadText> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  return readPolicyText(text, file);
}

/** The error that names each problem of a file with its line. */
export function unreadable(
  file: string,
  { lineOf }: ReadText,
  problems: readonly FileProblem[],
): UsageError {
  const lines = problems.map(
    ({ path, message }) => `${file}:${lineOf(path)}: ${path.join('.')}: ${message}`,
  );
  return new UsageError(`${file} cannot be read.\n${lines.join('\n')}`);
}

type Rule = Grant | Restriction | Guarantee;

/** A rule without an id that says what a saved one says is that one. */
function adopted(
  policy: Policy,
  made: ReadonlySet<string>,
  saved: Policy,
): { readonly policy: Policy; readonly ids: readonly SavedId[] } {
  const ids: SavedId[] = [];
  const adopt = <R extends Rule>(rules: readonly R[], known: readonly R[], key: string) => {
    const named = new Set(rules.map(({ id }) => id));
    const free = known.filter(({ id }) => !named.has(id));
    return rules.map((rule, index) => {
      if (!made.has(rule.id)) return rule;
      const at = free.findIndex(
        (one) => ruleText({ ...one, id: '' }) === ruleText({ ...rule, id: '' }),
      );
      const id = free.splice(at, at < 0 ? 0 : 1)[0]?.id ?? rule.id;
      ids.push({ path: [key, index], id });
      return { ...rule, id };
    });
  };
  const { guarantees } = policy;
  return {
    policy: {
      ...policy,
      grants: adopt(policy.grants, saved.grants, 'rules'),
      restrictions: adopt(policy.restrictions, saved.restrictions, 'restrictions'),
      ...(guarantees && { guarantees: adopt(guarantees, saved.guarantees ?? [], 'guarantees') }),
    },
    ids,
  };
}
