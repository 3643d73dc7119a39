import { nearest } from './nearest';

const COMMANDS = [
  'benchmark',
  'build',
  'cache-status',
  'check',
  'clear-cache',
  'inspect',
  'report',
  'upgrade',
  'verify',
];
const INSTRUCTIONS = ['ADD', 'ARG', 'CMD', 'COPY', 'ENV', 'FROM', 'RUN', 'WORKDIR'];

describe('nearest', () => {
  it.each([
    ['biuld', COMMANDS, 'build'],
    ['upgade', COMMANDS, 'upgrade'],
    ['clearcache', COMMANDS, 'clear-cache'],
    ['Build', COMMANDS, 'build'],
    ['deploy', COMMANDS, undefined],
    ['taggg', ['tag', 'target'], 'tag'],
    ['', COMMANDS, undefined],
    ['FORM', INSTRUCTIONS, 'FROM'],
    ['RUNN', INSTRUCTIONS, 'RUN'],
    ['wrokdir', INSTRUCTIONS, 'WORKDIR'],
    ['FOO', INSTRUCTIONS, undefined],
    ['x'.repeat(1e7), INSTRUCTIONS, undefined],
  ])('of %.20s is %s', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});
