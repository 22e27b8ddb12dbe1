import type { MakeId } from '../ids.ts';
import {
  type Action,
  type Effect,
  type FieldRule,
  type Grant,
  type Guarantee,
  levels,
  type Policy,
  type Principal,
  type Restriction,
  type Scope,
  type ScopePart,
  type TableAction,
  type Target,
  tableActions,
  workspaceActions,
} from '../policy.ts';
import { type Eyes, eyesOf, readName } from './eyes.ts';
import { readTime } from './file-time.ts';
import {
  type FileProblem,
  type FileScopeWord,
  fileScopeWords,
  policyFileFormat,
} from './policy-file.ts';
import type { PolicyNames } from './policy-names.ts';
import { readCondition, readField } from './read-condition.ts';
import { type Node, onlyKey, type Reader } from './reader.ts';
import { usualOrigin } from './write-policy-file.ts';

/** The same, with ids for rules that have none. */
interface MakingEyes extends Eyes {
  readonly makeId: MakeId;
}

/** Rules of a file by ids; `made` are those that the file gives no id. */
export interface ReadPolicyFile {
  readonly policy: Policy;
  readonly made: ReadonlySet<string>;
}

/**
 * A policy from a parsed file: plain maps, lists and constants as YAML or JSON give them. Everything is refused that is
 * not known: keys, names, and names that several things have; each problem with the way to it. Whether the policy may
 * be saved is another question (checkPolicy).
 */
export function readPolicyFile(
  file: unknown,
  names: PolicyNames,
  makeId: MakeId,
): ReadPolicyFile | { readonly problems: readonly FileProblem[] } {
  const eyes = { ...eyesOf(names), makeId };
  const { reader } = eyes;
  const needed = ['tessera', 'version', 'rules'];
  const root = { value: file, path: [] };
  const parts = reader.map(
    root,
    [...needed, 'workspace', 'restrictions', 'guarantees', 'tests'],
    needed,
  );
  const format = parts.get('tessera');
  if (format && format.value !== policyFileFormat)
    reader.problem(format, `This is to be ${policyFileFormat}.`);
  const version = parts.get('version');
  if (version && !(Number.isSafeInteger(version.value) && (version.value as number) >= 0))
    reader.problem(version, 'This is to be the number of a version.');
  const grants = reader.list(parts.get('rules')).map((node) => readGrant(node, eyes));
  const restrictions = reader
    .list(parts.get('restrictions'))
    .map((node) => readRestriction(node, eyes));
  const promised = parts.get('guarantees');
  const guarantees = promised && reader.list(promised).map((node) => readGuarantee(node, eyes));
  const all = [...grants, ...restrictions, ...(guarantees ?? [])];
  noteDoubles(all, reader);
  if (reader.problems.length > 0) return { problems: reader.problems };
  return {
    policy: {
      version: version?.value as number,
      grants: grants.map(({ rule }) => rule),
      restrictions: restrictions.map(({ rule }) => rule),
      ...(guarantees && { guarantees: guarantees.map(({ rule }) => rule) }),
    },
    made: new Set(all.flatMap(({ rule, id }) => (id ? [] : [rule.id]))),
  };
}

/** A rule as it was read, with the place of its id. */
interface Read<Rule> {
  readonly rule: Rule;
  readonly id: Node | undefined;
}

function noteDoubles(
  rules: readonly Read<Grant | Restriction | Guarantee>[],
  reader: Reader,
): void {
  const seen = new Set<string>();
  for (const { rule, id } of rules) {
    if (id && seen.has(rule.id)) reader.problem(id, 'Another rule has this id already.');
    seen.add(rule.id);
  }
}

function readGrant(node: Node, eyes: MakingEyes): Read<Grant> {
  const { reader } = eyes;
  const needed = ['to', 'on', 'may', 'records', 'fields'];
  const parts = reader.map(node, [...needed, 'from', 'until', 'origin', 'reason', 'id'], needed);
  const on = readTarget(parts.get('on'), eyes);
  const to = readPrincipal(parts.get('to'), eyes);
  const table = on.kind === 'table' ? on.id : null;
  const origin = parts.get('origin');
  const id = parts.get('id');
  const rule: Grant = {
    id: id ? reader.text(id) : eyes.makeId('grant'),
    to,
    on,
    actions: readActions<Action>(parts.get('may'), [...tableActions, ...workspaceActions], eyes),
    scope: readScope(parts.get('records'), table, eyes),
    fields: readFields(parts.get('fields'), table, eyes),
    ...readTimes(parts, eyes),
    origin: origin
      ? reader.oneOf(origin, ['role', 'direct', 'temporary', 'delegated', 'link'] as const)
      : usualOrigin(to.kind),
    reason: reader.text(parts.get('reason')),
  };
  return { rule, id };
}

function readRestriction(node: Node, eyes: MakingEyes): Read<Restriction> {
  const { reader } = eyes;
  const needed = ['name', 'on', 'effect'];
  const others = ['actions', 'fields', 'classes', 'when', 'exempt', 'reason', 'id'];
  const parts = reader.map(node, [...needed, ...others], needed);
  const on = readTarget(parts.get('on'), eyes);
  if (on.kind === 'workspace' && parts.has('on'))
    reader.problem(parts.get('on') as Node, 'A restriction is on an app or a table.');
  const table = on.kind === 'table' ? on.id : null;
  const [actions, fields, classes, when, id] = ['actions', 'fields', 'classes', 'when', 'id'].map(
    (key) => parts.get(key),
  );
  const names = { fields: eyes.fields, members: eyes.lists.member };
  const rule: Restriction = {
    id: id ? reader.text(id) : eyes.makeId('restriction'),
    name: reader.text(parts.get('name')),
    on: on as Restriction['on'],
    ...(actions && { actions: readActions<TableAction>(actions, tableActions, eyes) }),
    ...(fields && {
      fields: reader.list(fields).map((one) => readField(one, table, eyes, reader)?.id ?? ''),
    }),
    ...(classes && { classes: reader.list(classes).map((one) => readName('class', one, eyes)) }),
    ...(when && { when: readCondition(when, table, names, reader) }),
    effect: readEffect(parts.get('effect'), eyes),
    exempt: reader.list(parts.get('exempt')).map((one) => readExemption(one, eyes)),
    reason: reader.text(parts.get('reason')),
  };
  return { rule, id };
}

function readGuarantee(node: Node, eyes: MakingEyes): Read<Guarantee> {
  const { reader } = eyes;
  const needed = ['name', 'who', 'on', 'never'];
  const parts = reader.map(node, [...needed, 'except', 'reason', 'id'], needed);
  const on = readTarget(parts.get('on'), eyes);
  const id = parts.get('id');
  const rule: Guarantee = {
    id: id ? reader.text(id) : eyes.makeId('guarantee'),
    name: reader.text(parts.get('name')),
    who: readPrincipal(parts.get('who'), eyes),
    except: reader.list(parts.get('except')).map((one) => readPrincipal(one, eyes)),
    on,
    never: readNever(parts.get('never'), on.kind === 'table' ? on.id : null, eyes),
    reason: reader.text(parts.get('reason')),
  };
  return { rule, id };
}

function readNever(node: Node | undefined, table: string | null, eyes: Eyes): Guarantee['never'] {
  const { reader } = eyes;
  const parts = node
    ? reader.map(node, ['do', 'see', 'fields', 'classes'])
    : new Map<string, Node>();
  const [doing, level] = [parts.get('do'), parts.get('see')];
  if (node && (!doing === !level || (doing && parts.size > 1)))
    reader.problem(
      node,
      'This is to be { do: actions }, or { see: level } with fields or classes.',
    );
  if (doing)
    return {
      kind: 'do',
      actions: readActions<Action>(doing, [...tableActions, ...workspaceActions], eyes),
    };
  return {
    kind: 'see',
    level: level ? reader.oneOf(level, ['masked', 'read', 'edit'] as const) : 'read',
    fields: reader
      .list(parts.get('fields'))
      .map((one) => readField(one, table, eyes, reader)?.id ?? ''),
    classes: reader.list(parts.get('classes')).map((one) => readName('class', one, eyes)),
  };
}

function readEffect(node: Node | undefined, { reader }: Eyes): Effect {
  if (node === undefined || node.value === 'forbid') return { kind: 'forbid' };
  const parts = reader.map(node, ['cap', 'requireApproval']);
  const [cap, flow] = [parts.get('cap'), parts.get('requireApproval')];
  if (cap && !flow) return { kind: 'cap', level: reader.oneOf(cap, levels) };
  if (flow && !cap) return { kind: 'requireApproval', flow: reader.text(flow) };
  reader.problem(node, 'This is to be forbid, { cap: … } or { requireApproval: … }.');
  return { kind: 'forbid' };
}

function readExemption(node: Node, eyes: Eyes): Restriction['exempt'][number] {
  const { value } = node;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { to: readPrincipal(node, eyes) };
  const { from: _from, until: _until, ...who } = value as Readonly<Record<string, unknown>>;
  const everyone = onlyKey({ ...node, value: who }, []) === 'everyone' && who.everyone === true;
  const times = new Map(
    (['from', 'until'] as const).flatMap((key) =>
      Object.hasOwn(value, key)
        ? [[key, { value: (value as Record<string, unknown>)[key], path: [...node.path, key] }]]
        : [],
    ),
  );
  return {
    to: readPrincipal({ ...node, value: everyone ? 'everyone' : who }, eyes),
    ...readTimes(times, eyes),
  };
}

function readPrincipal(node: Node | undefined, eyes: Eyes): Principal {
  const { reader } = eyes;
  if (node === undefined || node.value === 'everyone') return { kind: 'everyone' };
  const kinds = ['role', 'team', 'member', 'department', 'link', 'service'] as const;
  const parts = reader.map(node, [...kinds, 'below']);
  const kind = kinds.find((one) => parts.has(one));
  const named = kind && parts.get(kind);
  if (!kind || !named || parts.size > (parts.has('below') ? 2 : 1)) {
    reader.problem(node, `This is to be everyone, or one of ${kinds.join(', ')} with its name.`);
    return { kind: 'everyone' };
  }
  const below = parts.get('below');
  if (below && kind !== 'department') reader.problem(below, 'Only departments have some below.');
  if (below && typeof below.value !== 'boolean')
    reader.problem(below, 'This is to be true or false.');
  switch (kind) {
    case 'department':
      return { kind, id: readName(kind, named, eyes), subtree: below?.value === true };
    case 'link':
    case 'service':
      return { kind, id: reader.text(named) };
    default:
      return { kind, id: readName(kind, named, eyes) };
  }
}

function readTarget(node: Node | undefined, eyes: Eyes): Target {
  if (node === undefined || node.value === 'workspace') return { kind: 'workspace' };
  const parts = eyes.reader.map(node, ['app', 'table']);
  const [app, table] = [parts.get('app'), parts.get('table')];
  if (app && !table) return { kind: 'app', id: readName('app', app, eyes) };
  if (table && !app) return { kind: 'table', id: readName('table', table, eyes) };
  eyes.reader.problem(node, 'This is to be workspace, { app: … } or { table: … }.');
  return { kind: 'workspace' };
}

function readActions<Word extends Action>(
  node: Node | undefined,
  known: readonly Word[],
  { reader }: Eyes,
): readonly Word[] {
  return reader.list(node).map((one) => reader.oneOf(one, known));
}

function readScope(node: Node | undefined, table: string | null, eyes: Eyes): Scope {
  if (node === undefined || node.value === 'none') return { kind: 'none' };
  if (node.value === 'all') return { kind: 'all' };
  if (!Array.isArray(node.value)) {
    eyes.reader.problem(node, 'This is to be all, none or a list of records.');
    return { kind: 'none' };
  }
  return { kind: 'any', of: eyes.reader.list(node).map((one) => readPart(one, table, eyes)) };
}

function readPart(node: Node, table: string | null, eyes: Eyes): ScopePart {
  const { reader } = eyes;
  if (typeof node.value === 'string') return wordPart(reader.oneOf(node, fileScopeWords));
  const names = { fields: eyes.fields, members: eyes.lists.member };
  const parts = reader.map(node, ['which', 'where', 'via', 'and']);
  const [which, where, via, also] = ['which', 'where', 'via', 'and'].map((key) => parts.get(key));
  if (parts.size !== (also ? 2 : 1) || !(which || where || via)) {
    reader.problem(node, 'This is to be one of which, where and via, with at most one and.');
    return { kind: 'unowned' };
  }
  const and = also && { and: readCondition(also, table, names, reader) };
  if (where)
    return { kind: 'where', condition: readCondition(where, table, names, reader), ...and };
  if (via) return { kind: 'via', link: readField(via, table, eyes, reader)?.id ?? '', ...and };
  return { ...wordPart(reader.oneOf(which as Node, fileScopeWords)), ...and };
}

function wordPart(word: FileScopeWord): ScopePart {
  if (word === 'directReports') return { kind: 'reports', depth: 'direct' };
  if (word === 'allReports') return { kind: 'reports', depth: 'all' };
  return { kind: word };
}

function readFields(node: Node | undefined, table: string | null, eyes: Eyes): FieldRule {
  const { reader } = eyes;
  if (node === undefined) return { default: 'hidden', except: [] };
  if (typeof node.value === 'string') return { default: reader.oneOf(node, levels), except: [] };
  const parts = reader.map(node, ['default', 'except'], ['default']);
  const usual = parts.get('default');
  return {
    default: usual ? reader.oneOf(usual, levels) : 'hidden',
    except: reader.list(parts.get('except')).map((one) => {
      const entry = reader.map(one, ['field', 'class', 'level'], ['level']);
      const [field, named, given] = [entry.get('field'), entry.get('class'), entry.get('level')];
      const level = given ? reader.oneOf(given, levels) : 'hidden';
      if (!field === !named) reader.problem(one, 'This names one field or one class.');
      return named
        ? { class: readName('class', named, eyes), level }
        : { field: readField(field, table, eyes, reader)?.id ?? '', level };
    }),
  };
}

function readTimes(
  parts: ReadonlyMap<string, Node>,
  { names: { timeZone }, reader }: Eyes,
): { readonly from?: number; readonly until?: number } {
  const read = (end: 'from' | 'until') => {
    const node = parts.get(end);
    if (!node) return undefined;
    const time = readTime(node.value, end, timeZone);
    return (
      time ??
      reader.problem(node, 'This is to be a day (2026-03-31) or an instant (2026-03-31T18:00Z).')
    );
  };
  const [from, until] = [read('from'), read('until')];
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}
