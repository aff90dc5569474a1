/** The arrows between the parts, from the top: each may import those after it, never those before it. */
const LAYERS = [
  'read-models',
  'projections',
  'webhooks',
  'replay',
  'folds',
  'interchange',
  'log-copy',
  'ledger',
  'event-store',
  'postgres',
  'publications',
  'measures',
  'cases',
  'unions',
  'time',
];
const PURE = '^libs/(publications|measures|cases|unions|time)/';
/** Code that only tests run: it may use what the product may not. */
const TESTS = '[.]spec[.]ts$|^(apps|libs)/[^/]+/src/(contract|test-support)/|^test/';

const downwards = LAYERS.map((layer, index) => ({
  name: `downwards-only-${layer}`,
  comment: `libs/${layer} imports only the libraries below it.`,
  severity: 'error',
  from: { path: `^libs/${layer}/` },
  to: { path: ['^apps/', ...LAYERS.slice(0, index).map((above) => `^libs/${above}/`)] },
}));

module.exports = {
  forbidden: [
    ...downwards,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'known-library',
      comment: 'A library that is not listed in LAYERS has no place in the order yet.',
      severity: 'error',
      from: {},
      to: { path: '^libs/', pathNot: `^libs/(${LAYERS.join('|')})/` },
    },
    {
      name: 'through-the-index',
      comment: 'Nothing reaches into a library or an app past its index.',
      severity: 'error',
      from: { path: '^(?:(?:libs|apps)/([^/]+)|test)/' },
      to: { path: '^(libs|apps)/', pathNot: ['^(libs|apps)/$1/', '^(libs|apps)/[^/]+/src/index[.]ts$'] },
    },
    {
      name: 'runtime-is-shared',
      comment: 'What the apps share knows none of them.',
      severity: 'error',
      from: { path: '^apps/runtime/' },
      to: { path: '^apps/', pathNot: '^apps/runtime/' },
    },
    {
      name: 'pure',
      comment: 'The pure libraries do no I/O and know no framework.',
      severity: 'error',
      from: { path: PURE, pathNot: TESTS },
      to: { path: 'node_modules/(@nestjs|typeorm|pg|pg-copy-streams|fastify|pino|prom-client)/' },
    },
    {
      name: 'pure-of-node',
      comment: 'The pure libraries import nothing from Node.',
      severity: 'error',
      from: { path: PURE, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'database-drivers',
      comment: 'Only the event store, projections, read models, webhooks and what these share speak to PostgreSQL.',
      severity: 'error',
      from: { path: '^libs/', pathNot: ['^libs/(event-store|postgres|projections|read-models|webhooks)/', TESTS] },
      to: { path: 'node_modules/(pg|pg-copy-streams|typeorm)/' },
    },
    {
      name: 'no-test-code',
      comment: 'The product imports nothing that is there for its tests.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'no-development-packages',
      comment: 'What the product imports stands under "dependencies".',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // An import of a type is an arrow as well.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // package.json maps `#name` to the sources under the condition "source".
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
