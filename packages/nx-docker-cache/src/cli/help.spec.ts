import type { CommandSchema } from './command';
import { renderHelp } from './help';

const SCHEMA: CommandSchema = {
  description: 'Builds a Dockerfile and times every step of it, so that all can be seen.',
  properties: {
    folder: { type: 'string', description: 'The build context.', $default: { $source: 'argv', index: 0 } },
    ref: { type: 'string', description: 'A version.', $default: { $source: 'argv', index: 1 } },
    tag: { type: 'array', alias: 't', description: 'References for the image, each with a name and a tag.' },
  },
  required: ['folder'],
  examples: [{ command: 'nx-docker-cache build backend', description: 'Build it' }],
};

it.each([
  [
    'beside the options',
    60,
    [
      'Builds a Dockerfile and times every step of it, so that all',
      'can be seen.',
      '',
      'usage: nx-docker-cache build [options] <folder> [<ref>]',
      '',
      '  --folder <text>   The build context.',
      '  --ref <text>      A version.',
      '  -t, --tag <list>  References for the image, each with a',
      '                    name and a tag.',
      '',
      'examples:',
      '  nx-docker-cache build backend',
      '      Build it',
      '',
    ],
  ],
  [
    'below them where there is no room',
    40,
    [
      'Builds a Dockerfile and times every step',
      'of it, so that all can be seen.',
      '',
      'usage: nx-docker-cache build [options] <folder> [<ref>]',
      '',
      '  --folder <text>',
      '      The build context.',
      '  --ref <text>',
      '      A version.',
      '  -t, --tag <list>',
      '      References for the image, each',
      '      with a name and a tag.',
      '',
      'examples:',
      '  nx-docker-cache build backend',
      '      Build it',
      '',
    ],
  ],
])('the help has its descriptions %s', (_, columns, lines) => {
  expect(renderHelp('build', SCHEMA, columns).split('\n')).toEqual(lines);
});

it('keeps lines readable without a terminal', () => {
  const help = renderHelp('build', { ...SCHEMA, description: 'word '.repeat(99).trim() }, Infinity);
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
});
