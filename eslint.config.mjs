import tseslint from 'typescript-eslint';

const SOURCE = 'packages/nx-docker-cache/src';

/**
 * The arrows of the house (docs/design.md): what the code of a folder may import, `types` for type-only imports.
 * A folder that is missing here may import nothing but `errors`.
 */
const ARROWS = {
  errors: { imports: ['text'] },
  text: {},
  dockerfile: { imports: ['text'] },
  shell: { imports: ['dockerfile'] },
  recipes: { imports: ['dockerfile', 'shell', 'requirements'] },
  requirements: {},
  upgrade: { imports: ['dockerfile', 'shell', 'recipes', 'requirements', 'context', 'text'] },
  rules: {
    imports: [
      'dockerfile',
      'shell',
      'recipes',
      'requirements',
      'context',
      'build',
      'upgrade',
      'cache',
      'timing',
      'text',
    ],
  },
  context: { imports: ['dockerfile'] },
  ignore: { imports: ['dockerfile', 'context', 'rules', 'text', 'build'] },
  guide: { imports: ['timing'] },
  infer: { imports: ['dockerfile', 'context', 'build', 'image-state', 'requirements'] },
  build: { types: ['timing', 'cache', 'dockerfile'] },
  timing: { imports: ['dockerfile', 'requirements', 'text'], types: ['build', 'cache'] },
  cache: { imports: ['dockerfile', 'shell', 'recipes', 'timing', 'text'], types: ['build'] },
  'image-state': {},
  settings: {},
  compose: { imports: ['timing'], types: ['build'] },
  'image-diff': { imports: ['dockerfile'] },
  benchmark: {
    imports: ['dockerfile', 'context', 'recipes', 'requirements', 'upgrade', 'text', 'timing'],
  },
  io: { imports: ['image-state'], types: ['build', 'timing', 'cache', 'dockerfile', 'context'] },
};

/** What only the doorway `io/` may touch: everything that is not a function of its arguments. */
const WORLD_MODULES = [
  'child_process',
  'fs',
  'fs/promises',
  'http',
  'https',
  'net',
  'os',
  'readline',
  'tty',
  'worker_threads',
];
const WORLD_PACKAGES = ['execa', 'dockerode'];

const worldImports = [...WORLD_MODULES.flatMap((name) => [name, `node:${name}`]), ...WORLD_PACKAGES].map(
  (name) => ({ name, message: 'Only io/ touches the world: add a function there and pass it in.' }),
);

const worldGlobals = ['process', 'console', 'fetch', 'setTimeout', 'setInterval'].map((name) => ({
  name,
  message: 'Only io/ touches the world (environment, terminal, network, clock).',
}));

const worldProperties = [
  { object: 'Date', property: 'now', message: 'The clock is passed in (io/clock.ts).' },
  { object: 'Math', property: 'random', message: 'Randomness is passed in.' },
];

const worldSyntax = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The clock is passed in (io/clock.ts).',
  },
];

const folders = Object.keys(ARROWS);

function arrowsOf(folder) {
  const { imports = [], types = [] } = ARROWS[folder];
  const forbidden = folders.filter(
    (other) => other !== folder && other !== 'errors' && !imports.includes(other),
  );
  const nobodyKnows = ['executors', 'generators', 'cli'];
  const pattern = (names, allowTypeImports) => ({
    regex: `^(\\.\\./)+(${names.join('|')})(/|$)`,
    allowTypeImports,
    message: `${folder}/ must not import this folder (see ARROWS in eslint.config.mjs).`,
  });
  const never = [...forbidden.filter((name) => !types.includes(name)), ...nobodyKnows];
  return [pattern(never, false), ...(types.length > 0 ? [pattern(types, true)] : [])];
}

const house = folders.map((folder) => {
  const pure = folder !== 'io';
  return {
    files: [`${SOURCE}/${folder}/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: pure ? worldImports : [], patterns: arrowsOf(folder) },
      ],
      ...(pure && {
        'no-restricted-globals': ['error', ...worldGlobals],
        'no-restricted-properties': ['error', ...worldProperties],
        'no-restricted-syntax': ['error', ...worldSyntax],
      }),
    },
  };
});

/** Executors, generators, cli and plugin.ts know all folders, but reach the world through io/ as well. */
const thinShells = {
  files: [`${SOURCE}/{executors,generators,cli}/**/*.ts`, `${SOURCE}/*.ts`],
  ignores: ['**/*.spec.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { paths: worldImports }],
    'no-restricted-globals': ['error', ...worldGlobals],
    'no-restricted-properties': ['error', ...worldProperties],
    'no-restricted-syntax': ['error', ...worldSyntax],
  },
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      'tmp/',
      '.nx/',
      '**/fixtures/**',
      '**/golden/**',
      'examples/**',
      '**/schema.d.ts',
      '**/*.cjs',
      '**/*.mjs',
      'packages/*/bin/',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.browser.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 15],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  ...house,
  thinShells,
  {
    files: ['**/*.spec.ts', 'e2e/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
