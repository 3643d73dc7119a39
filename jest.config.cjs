/**
 * Two kinds of suite: `*.spec.ts` (pure and quick, beside the code) and `*.e2e.ts` (a real engine, in e2e/).
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
  ],
};
