import { join } from 'node:path';
import {
  createCompilerHost,
  createProgram,
  flattenDiagnosticMessageText,
  getPreEmitDiagnostics,
  parseJsonConfigFileContent,
  readConfigFile,
  sys,
} from 'typescript';
import { repositoryRoot } from '../repository-root';
import { skeleton } from './skeleton';

const PLACE = 'packages/nx-docker-cache/src/recipes/tools';

const FACTS = [
  'title',
  'word',
  'fills',
  'movedBy',
  'place',
  'sharing',
  'isStore',
  'disabledBy',
  'wipedBy',
  'offline',
  'worksBesideCache',
  'proof',
];

function contentOf(tool: string, path: string): string {
  const file = skeleton(tool).find((each) => each.path === path);
  if (file === undefined) throw new Error(`no ${path}`);
  return file.content;
}

/** What the compiler says of files that are not on the disk, by their paths. */
function compile(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const config: unknown = readConfigFile(join(repositoryRoot, 'tsconfig.base.json'), (path) =>
    sys.readFile(path),
  ).config;
  const options = { ...parseJsonConfigFileContent(config, sys, repositoryRoot).options, noEmit: true };
  const host = createCompilerHost(options);
  const onDisk = { exists: host.fileExists.bind(host), read: host.readFile.bind(host) };
  host.fileExists = (path) => texts.has(path) || onDisk.exists(path);
  host.readFile = (path) => texts.get(path) ?? onDisk.read(path);
  const program = createProgram([...texts.keys()], options, host);
  const messagesOf = (path: string): string =>
    getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n');
  return new Map([...texts.keys()].map((path) => [path, messagesOf(path)]));
}

describe('the skeleton of a recipe', () => {
  it('is a recipe and an example', () => {
    expect(skeleton('my-tool').map(({ path }) => path)).toEqual([
      `${PLACE}/my-tool.ts`,
      'examples/my-tool/Dockerfile',
      'examples/my-tool/project.json',
      'examples/my-tool/example.json',
    ]);
    expect(JSON.parse(contentOf('my-tool', 'examples/my-tool/project.json'))).toMatchObject({
      name: 'example-my-tool',
    });
  });

  it.each(['', 'Upper', '../up', 'a b', 'a--b', '-a', "a'"])('is refused for the name %j', (tool) => {
    expect(() => skeleton(tool)).toThrow('cannot name a recipe');
  });

  describe('as TypeScript', () => {
    const whole = contentOf('my-tool', `${PLACE}/my-tool.ts`);
    const pathOf = (name: string): string => join(repositoryRoot, PLACE, `${name}.ts`);
    const without = (fact: string): string => whole.replace(new RegExp(`^ *${fact}: .*\n`, 'm'), '');
    let messages: ReadonlyMap<string, string>;

    beforeAll(() => {
      messages = compile(
        new Map([
          [pathOf('whole'), whole],
          ...FACTS.map((fact): [string, string] => [pathOf(fact), without(fact)]),
        ]),
      );
    }, 120_000);

    it('compiles as it is', () => {
      expect(messages.get(pathOf('whole'))).toBe('');
    });

    it.each(FACTS)('does not compile without %s: a fact that matters cannot be forgotten', (fact) => {
      expect(without(fact)).not.toBe(whole);
      expect(messages.get(pathOf(fact))).toContain(`'${fact}'`);
    });
  });
});
