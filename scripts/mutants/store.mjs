// Single changes to the store, each of which would let somebody see, or do, what he may not.
const src = (name) => `packages/store/src/${name}.ts`;
const tests = ['store src/conformance', 'store'];

const mutant = (file, find, replace, breaks, more = {}) => ({
  file: src(file),
  find,
  replace,
  breaks,
  tests,
  ...more,
});

export const mutants = [
  mutant(
    'page',
    'sql`CASE WHEN ${holds(place)} THEN ${p}.${name} END`',
    'sql`${p}.${name}`',
    'a cell is read where its field is hidden',
  ),
  mutant(
    'page',
    'sql`CASE WHEN ${visible} THEN 1 ELSE 0 END`;',
    "raw('1');",
    'links name records that are not visible',
  ),
  mutant(
    'page',
    'masked(r, readable(titleColumn, x), reference.title.when, x)',
    'readable(titleColumn, x)',
    'links show titles that are hidden',
  ),
  mutant(
    'page',
    "forward ? raw('') : sql` AND ${visible}`",
    "raw('')",
    'the other side of a link says that there are records one does not see',
  ),
  mutant(
    'page',
    'const open = found.filter((row) => row[firstLink + i] === 1).map((row) => row[0] as number);',
    'const open = found.map((row) => row[0] as number);',
    'links are read where their field is hidden',
    {
      equivalent:
        'Such a cell is left out again where rows are put together; this spares the question, and stays.',
    },
  ),
  mutant(
    'page',
    'if (row[firstLink + i] !== 1) continue;',
    '',
    'a link cell is there where its field is hidden',
  ),
  mutant(
    'page',
    'const bit = raw(String(2 ** i));',
    'const bit = raw(String(2 ** Math.max(0, i - 1)));',
    'two conditions share a bit',
  ),
  mutant(
    'order',
    'return visible === FALSE ? NULL : sql`CASE WHEN ${visible} THEN ${expression} END`;',
    'return visible === FALSE ? NULL : expression;',
    'hidden cells are sorted and grouped by',
  ),
  mutant(
    'order',
    '= ${owner}._n AND ${shown})`;',
    '= ${owner}._n)`;',
    'a link is sorted by titles of records that are not visible',
  ),
  mutant(
    'groups',
    'WHERE ${among} AND ${condition(r, by.visible, x)}`;',
    'WHERE ${among}`;',
    'groups are named by records that are not visible',
    {
      equivalent:
        'The keys of groups are those of visible records already; the titles are asked for with the condition all the same.',
    },
  ),
  mutant(
    'groups',
    'return closed ? null : one.read(row.slice(place, place + 3));',
    'return one.read(row.slice(place, place + 3));',
    'the group of what one may not see has sums',
  ),
  mutant(
    'groups',
    'if (row[2 * i + 1] === 1) return { value: null, noAccess: true };',
    '',
    'the group of what one may not see looks like an empty one',
  ),
  mutant(
    'expressions',
    'return inner === FALSE ? TRUE : sql`(${inner}) IS NOT TRUE`;',
    'return inner === FALSE ? TRUE : sql`NOT (${inner})`;',
    'a negation is unknown on empty cells',
  ),
  mutant(
    'expressions',
    "if (!column) return FALSE;\n      return column.kind === 'link'",
    "if (!column) return TRUE;\n      return column.kind === 'link'",
    'a condition on a field that is gone holds',
  ),
  mutant(
    'expressions',
    'if (possible.length === 0) return FALSE;',
    'if (possible.length === 0) return TRUE;',
    'nobody is everybody',
  ),
  mutant(
    'expressions',
    "sql`(${compare(tested, numeric, 'gte', test.from)} AND ${compare(tested, numeric, 'lt', test.to)})`",
    "sql`(${compare(tested, numeric, 'gte', test.from)} AND ${compare(tested, numeric, 'lte', test.to)})`",
    'a span of time holds its end',
  ),
  mutant(
    'expressions',
    'WHERE ${mine} AND ${some}`,',
    'WHERE ${mine}`,',
    'a linked record need not meet the condition',
  ),
  mutant(
    'write',
    'if (isDenial(decided)) return decided;\n  if (decided.table',
    'if (isDenial(decided) && decided.code === "invalid") return decided;\n  if (isDenial(decided)) return { kind: "committed", seq: 0, effects: [], touched: [] };\n  if (decided.table',
    'a refused change is answered as one that was made',
  ),
  mutant(
    'write',
    'if (taken) return taken;',
    '',
    'two records have one value in a field without duplicates',
  ),
  mutant(
    'unique',
    'const id = moved.has(Number(n)) ? undefined : written.get(key as string | number);',
    'const id = undefined;',
    'values of other records are not looked at for duplicates',
  ),
  mutant(
    'tell',
    "if (!isProven(plan)) throw new Error('Only what the permission engine has planned is answered.');",
    '',
    'the store answers what the engine has not planned',
  ),
];
