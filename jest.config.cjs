/**
 * Two kinds of suite: `*.spec.ts` (pure and quick, beside the code) and `*.e2e.ts` (a real engine, in e2e/).
 * execa and unbash are published as ES modules only, which jest cannot `require` on Node 20: they are
 * transformed like our own code, and `unicorn-magic` is mapped to the file its `node` condition names.
 */
const path = require('node:path');
const magic = path.join(__dirname, 'node_modules', 'unicorn-magic', 'node.js');

const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.[cm]?[jt]s$': ['@swc/jest', require('./.swcrc.json')] },
  moduleNameMapper: {
    '^nx-docker-cache$': '<rootDir>/packages/nx-docker-cache/src/index.ts',
    '^unicorn-magic$': magic,
  },
  modulePathIgnorePatterns: [
    '<rootDir>/packages/.*/dist/',
    '<rootDir>/tmp/',
    '<rootDir>/examples/',
    '<rootDir>/.nx/',
  ],
};

const esmPackages = [
  'execa',
  '@sindresorhus/merge-streams',
  'figures',
  'get-stream',
  'human-signals',
  'is-plain-obj',
  'is-stream',
  'is-unicode-supported',
  'npm-run-path',
  'parse-ms',
  'path-key',
  'pretty-ms',
  'strip-final-newline',
  'unicorn-magic',
  'yoctocolors',
  '@sec-ant/readable-stream',
  'unbash',
];
common.transformIgnorePatterns = [`/node_modules/(?!(?:${esmPackages.join('|')})/)`];

module.exports = {
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{packages,tools,e2e}/**/*.spec.ts'] },
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/e2e/**/*.e2e.ts'] },
  ],
};
