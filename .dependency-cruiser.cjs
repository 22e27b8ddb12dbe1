// The floors of the house: a package imports only from floors below it, and only through its index.ts.

const product = '^(packages|apps)/[^/]+/src/|^templates/src/';
const tests = '[.]test[.]tsx?$|/test/|/conformance/|^e2e/';

/** Everything from npm and from Node itself, except what is named. */
const outside = (...allowed) => ({
  path: 'node_modules/|^node:|^(fs|path|crypto|os|http|https|net|child_process|worker_threads)$',
  ...(allowed.length > 0 && { pathNot: `node_modules/(${allowed.join('|')})/` }),
});

/** Workspace packages that are not among those allowed below `name`. */
const floor = (name, from, allowed, comment) => ({
  name: `floor-${name}`,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: {
    path: '^(packages|apps|templates|e2e)/',
    pathNot: [from, ...allowed],
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle is two ideas that have not been told apart.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-through-the-index',
      severity: 'error',
      comment: "A package's index.ts is its door.",
      from: { path: '^((?:packages|apps)/[^/]+|templates|e2e)/' },
      to: {
        path: '^((packages|apps)/[^/]+|templates)/',
        pathNot: ['^$1/', '^(packages/[^/]+|apps/api|templates)/src/index[.]ts$'],
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },

    floor('model', '^packages/model/', [], 'The model stands on the ground.'),
    floor(
      'permissions',
      '^packages/permissions/',
      ['^packages/model/'],
      'Permissions know the model.',
    ),
    floor(
      'protocol',
      '^packages/protocol/',
      ['^packages/(model|permissions)/'],
      'The protocol knows the model and permissions.',
    ),
    floor(
      'words',
      '^packages/words/',
      ['^packages/(model|protocol)/'],
      'Words know what they tell of, and nothing of who says them.',
    ),
    floor(
      'store',
      '^packages/store/',
      ['^packages/(model|permissions)/'],
      'The store knows the model and permissions.',
    ),
    floor(
      'templates',
      '^templates/',
      ['^packages/(model|permissions)/'],
      'Templates are data in the words of the model.',
    ),
    floor('api', '^apps/api/', ['^packages/', '^templates/'], 'The server knows no client.'),
    floor(
      'cli',
      '^apps/cli/',
      ['^packages/'],
      'The command line is a client of the server, and looks into a store itself where none runs.',
    ),
    floor(
      'web',
      '^apps/web/',
      ['^packages/(model|permissions|protocol|words)/', '^apps/api/src/index[.]ts$'],
      'The web client knows the model, permissions, the protocol, words and the type of the server.',
    ),
    {
      name: 'web-takes-only-types-of-the-server',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^apps/api/', dependencyTypesNot: ['type-only'] },
    },

    {
      name: 'model-is-pure',
      severity: 'error',
      comment: 'It runs in the browser and on the server, without input or output.',
      from: { path: '^packages/model/src/', pathNot: tests },
      to: outside('decimal[.]js', 'date-fns', '@date-fns/tz', 'pinyin-pro'),
    },
    {
      name: 'permissions-are-pure',
      severity: 'error',
      from: { path: '^packages/permissions/src/', pathNot: tests },
      to: outside(),
    },
    {
      name: 'protocol-is-shapes',
      severity: 'error',
      from: { path: '^packages/protocol/src/', pathNot: tests },
      to: outside('zod'),
    },
    {
      name: 'words-are-pure',
      severity: 'error',
      from: { path: '^packages/words/src/', pathNot: tests },
      to: outside(),
    },
    {
      name: 'sql-only-in-the-store',
      severity: 'error',
      comment: "Sign-in keeps its accounts through better-auth's own adapter.",
      from: { path: product, pathNot: ['^packages/store/', '^apps/api/src/auth/', tests] },
      to: { path: 'node_modules/(drizzle-orm|better-sqlite3|pg)/' },
    },

    {
      name: 'operations-know-no-http',
      severity: 'error',
      from: { path: '^apps/api/src/operations/' },
      to: { path: ['node_modules/(hono|@hono/[^/]+)/', '^apps/api/src/routes/'] },
    },
    {
      name: 'routes-know-no-store',
      severity: 'error',
      comment: 'A route parses, calls one operation and responds.',
      from: { path: '^apps/api/src/routes/', pathNot: tests },
      to: { path: '^packages/store/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: product, pathNot: tests },
      to: { path: '[.]test[.]tsx?$|^e2e/' },
    },
    {
      name: 'no-development-dependencies-in-the-product',
      severity: 'error',
      from: { path: product, pathNot: tests },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^(packages|apps)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
