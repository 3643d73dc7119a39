/** What `npm run check` runs: what takes longest begins first. Each is a command that can be typed by hand. */
export const STEPS = [
  { name: 'unit tests', command: ['npx', 'jest', '--selectProjects', 'unit', '--silent'] },
  { name: 'lint', command: ['npx', 'eslint', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'generated files', command: ['node', 'tools/bootstrap.mjs', 'codegen', '--check'] },
  { name: 'types', command: ['npx', 'tsc', '-p', 'tsconfig.json'] },
  { name: 'types of what runs in a browser', command: ['npx', 'tsc', '-p', 'tsconfig.browser.json'] },
] as const satisfies readonly { name: string; command: readonly [string, ...string[]] }[];
