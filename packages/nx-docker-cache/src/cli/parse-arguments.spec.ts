import { ProductError } from '../errors/product-error';
import type { CommandSchema } from './command';
import { parseArguments } from './parse-arguments';

const schema: CommandSchema = {
  description: 'A command for tests.',
  properties: {
    files: {
      type: 'array',
      description: 'Files.',
      items: { type: 'string' },
      $default: { $source: 'argv', index: 0 },
    },
    write: { type: 'boolean', description: 'Write.', default: false },
    sharing: { type: 'string', description: 'Sharing.', enum: ['shared', 'locked'], alias: 's' },
    only: { type: 'array', description: 'Only.', items: { type: 'string' } },
    output: { type: 'array', description: 'Output.', items: { type: 'string' }, keepsCommas: true },
    keepStorage: { type: 'number', description: 'Keep.' },
  },
  required: ['files'],
};

describe('parseArguments', () => {
  it.each([
    ['a positional word', ['Dockerfile'], { files: ['Dockerfile'], write: false }],
    ['several positional words', ['a', 'b'], { files: ['a', 'b'], write: false }],
    ['a flag after them', ['a', '--write'], { files: ['a'], write: true }],
    ['a flag that is switched off', ['a', '--no-write'], { files: ['a'], write: false }],
    [
      'a value after a blank',
      ['a', '--sharing', 'locked'],
      { files: ['a'], write: false, sharing: 'locked' },
    ],
    [
      'a value after an equals sign',
      ['a', '--sharing=locked'],
      { files: ['a'], write: false, sharing: 'locked' },
    ],
    ['an alias', ['a', '-s', 'shared'], { files: ['a'], write: false, sharing: 'shared' }],
    [
      'a comma-separated list',
      ['a', '--only', 'pip,apt'],
      { files: ['a'], write: false, only: ['pip', 'apt'] },
    ],
    [
      'a list given twice',
      ['a', '--only=pip', '--only=apt'],
      { files: ['a'], write: false, only: ['pip', 'apt'] },
    ],
    [
      'a list whose items hold commas',
      ['a', '--output=type=oci,dest=x'],
      { files: ['a'], write: false, output: ['type=oci,dest=x'] },
    ],
    ['kebab case', ['a', '--keep-storage', '5'], { files: ['a'], write: false, keepStorage: 5 }],
    ['camel case', ['a', '--keepStorage=5'], { files: ['a'], write: false, keepStorage: 5 }],
    ['the end of options', ['--', '--write'], { files: ['--write'], write: false }],
    ['words on both sides of it', ['a', '--', '--write'], { files: ['a', '--write'], write: false }],
    ['a flag whose opposite is false', ['a', '--no-write=false'], { files: ['a'], write: true }],
    ['a flag whose opposite is true', ['a', '--no-write=true'], { files: ['a'], write: false }],
    ['standard input as a dash', ['-'], { files: ['-'], write: false }],
  ])('reads %s', (_, words, expected) => {
    expect(parseArguments('try', schema, words)).toEqual(expected);
  });

  it.each([
    ['an option it does not know', ['a', '--wirte'], 'OPTION_UNKNOWN', '--wirte'],
    [
      'a value that is not allowed',
      ['a', '--sharing', 'mine'],
      'OPTION_TYPE',
      '"mine" is none of shared, locked',
    ],
    ['a value that is missing', ['a', '--sharing'], 'OPTION_TYPE', 'it needs a value'],
    ['text for a number', ['a', '--keep-storage', 'lots'], 'OPTION_TYPE', '"lots" is not a number'],
    ['text for a flag', ['a', '--write=perhaps'], 'OPTION_TYPE', '"perhaps" is neither true nor false'],
    ['no file', [], 'OPTION_TYPE', 'try needs <files>'],
  ])('refuses %s', (_, words, code, text) => {
    const attempt = (): unknown => parseArguments('try', schema, words);
    expect(attempt).toThrow(ProductError);
    expect(attempt).toThrow(text);
    expect(attempt).toThrow(code);
  });
});

const twoPositionals: CommandSchema = {
  description: 'A folder and further words.',
  properties: {
    folder: { type: 'string', description: 'Folder.', default: '.', $default: { $source: 'argv', index: 0 } },
    extraArgs: { type: 'array', description: 'Further.', $default: { $source: 'argv', index: 1 } },
  },
};

it.each([
  ['nothing', [], { folder: '.' }],
  ['the first', ['app'], { folder: 'app' }],
  ['both', ['app', '--', '--quiet'], { folder: 'app', extraArgs: ['--quiet'] }],
  ['only what follows the options', ['--', '--quiet'], { folder: '.', extraArgs: ['--quiet'] }],
])('gives a folder and a list %s', (_, words, expected) => {
  expect(parseArguments('try', twoPositionals, words)).toEqual(expected);
});
