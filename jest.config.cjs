/**
 * Three kinds of suite: `*.spec.ts` (pure and quick, beside the code), `*.e2e.ts` (a real engine, in e2e/), and
 * `*.alone.ts` (the same, for tests that count what the engine does: nothing else may use it at the time).
 * unbash is published as an ES module only, which jest cannot `require` on Node 20: it is transformed like our own code.
 */
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.[cm]?[jt]s$': ['@swc/jest', require('./.swcrc.json')] },
  moduleNameMapper: {
    '^nx-docker-cache$': '<rootDir>/packages/nx-docker-cache/src/index.ts',
  },
  transformIgnorePatterns: ['/node_modules/(?!unbash/)'],
  modulePathIgnorePatterns: [
    '<rootDir>/packages/.*/dist/',
    '<rootDir>/tmp/',
    '<rootDir>/examples/',
    '<rootDir>/.nx/',
  ],
};

module.exports = {
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{packages,tools,e2e}/**/*.spec.ts'] },
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/e2e/**/*.e2e.ts'] },
    { ...common, displayName: 'alone', testMatch: ['<rootDir>/e2e/**/*.alone.ts'] },
  ],
};
