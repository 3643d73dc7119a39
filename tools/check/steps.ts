/** What `npm run check` runs, in order: the cheapest first. Each is a command that can be typed by hand. */
export const STEPS = [
  { name: 'format', command: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'generated files', command: ['node', 'tools/bootstrap.mjs', 'codegen', '--check'] },
  { name: 'types', command: ['npx', 'tsc', '-p', 'tsconfig.json'] },
  { name: 'types of what runs in a browser', command: ['npx', 'tsc', '-p', 'tsconfig.browser.json'] },
  { name: 'lint', command: ['npx', 'eslint', '.', '--max-warnings', '0'] },
  { name: 'unit tests', command: ['npx', 'jest', '--selectProjects', 'unit', '--silent'] },
] as const satisfies readonly { name: string; command: readonly [string, ...string[]] }[];
