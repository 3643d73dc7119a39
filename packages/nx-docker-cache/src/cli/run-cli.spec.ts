import { ProductError } from '../errors/product-error';
import { memoryWorld, type MemoryWorld } from '../io/memory-world';
import type { RunCommand } from './command';
import { COMMANDS } from './registry';
import { runCli } from './run-cli';

const files = {
  '/workspace/app/Dockerfile': 'FROM busybox:1\n',
  '/workspace/none/README.md': '',
};

async function run(words: readonly string[], world: MemoryWorld = memoryWorld({ files })) {
  const exitCode = await runCli(COMMANDS, words, world);
  return { exitCode, ...world.printed };
}

describe('the errors of a command name its own options', () => {
  it.each<[string, string, number, string]>([
    ['a build of no folder', 'build nope', 2, 'CONTEXT_MISSING: the build context is no folder (nope)'],
    ['', 'build nope', 2, 'next: create it, or correct <folder>\n'],
    ['a verify of no folder', 'verify nope', 2, 'next: create it, or correct <folder>\n'],
    ['a folder without Dockerfile', 'build none', 2, 'next: create none/Dockerfile, or set --file\n'],
    ['a wrong tag', 'build app --tag=A:B:C', 2, 'next: correct --tag; a valid reference'],
    ['a wrong build argument', 'build app --build-arg==x', 2, 'the value of --build-arg cannot be used'],
    [
      'no git',
      'verify app',
      2,
      'with --before-ref, a file with --before-file, or ask for the planned upgrade with --planned\n',
    ],
    [
      'two that exclude each other',
      'verify app --before-ref=x --before-file=y',
      2,
      '--before-ref and --before-file exclude each other',
    ],
    ['one without its partner', 'verify app --only=pip', 2, 'add --planned, or leave --only out'],
    ['a wrong number', 'benchmark app --repetitions=0', 2, '--repetitions cannot be used like this'],
  ])('%s: %s', async (_, words, exitCode, message) => {
    const result = await run(words.split(' '));
    expect([result.exitCode, result.out]).toEqual([exitCode, '']);
    expect(result.err).toContain(message);
  });
});

describe('what is asked of the command itself', () => {
  it.each<[string, number, string]>([
    ['--version', 0, '0.1.0'],
    ['help', 0, 'usage: nx-docker-cache <command> [options]'],
    ['help --help', 0, 'usage: nx-docker-cache <command> [options]'],
    ['help build', 0, 'usage: nx-docker-cache build [options] [<folder>] [<extra-args>…]'],
    ['build --help', 0, 'For secrets use `--secret`'],
    ['verify --help', 0, 'with `--planned` the working tree'],
  ])('%s is answered', async (words, exitCode, text) => {
    const result = await run(words.split(' '));
    expect(result).toMatchObject({ exitCode, err: '' });
    expect(result.out).toContain(text);
  });

  it.each([
    ['biuld app', 'there is no command "biuld"', 'did you mean build? '],
    ['help biuld', 'there is no command "biuld"', 'did you mean build? '],
    ['deploy', 'there is no command "deploy"', 'next: nx-docker-cache --help'],
    ['build app --taggg=x', 'build has no option --taggg', 'did you mean --tag? '],
    ['build app --noCahce', 'build has no option --noCahce', 'did you mean --no-cache? '],
    ['build app -q', 'build has no option -q', 'next: nx-docker-cache build --help lists its options'],
  ])('%s is explained', async (words, what, next) => {
    const result = await run(words.split(' '));
    expect(result).toMatchObject({ exitCode: 2, out: '' });
    expect(result.err).toContain(what);
    expect(result.err).toContain(next);
  });
});

describe('a folder in the place of its Dockerfile', () => {
  it.each(['upgrade app', 'split-requirements app', 'inspect app', 'check app --no-machine --no-buildkit'])(
    'is taken by %s',
    async (words) => {
      const result = await run(words.split(' '));
      expect(result).toMatchObject({ exitCode: 0 });
      expect(result.out + result.err).toContain('app/Dockerfile');
    },
  );
});

describe('check without arguments', () => {
  it.each([
    ['/workspace', true],
    ['/workspace/app', false],
  ])('in %s says that it judges only the machine: %s', async (cwd, isSaid) => {
    const { err } = await run(['check'], memoryWorld({ files, cwd }));
    expect(err.includes('there is no Dockerfile in this folder')).toBe(isSaid);
  });

  it('says nothing of it where only the machine is asked for', async () => {
    const { err } = await run(['check', '--machine']);
    expect(err).not.toContain('there is no Dockerfile');
  });
});

describe('--json', () => {
  it.each<[string, number, string]>([
    ['build nope --json', 2, 'CONTEXT_MISSING'],
    ['build app --json', 2, 'DOCKER_NOT_INSTALLED'],
    ['verify nope --json', 2, 'CONTEXT_MISSING'],
    ['benchmark nope --format json', 2, 'CONTEXT_MISSING'],
    ['benchmark nope --json', 2, 'CONTEXT_MISSING'],
    ['cache-status --json', 2, 'DOCKER_NOT_INSTALLED'],
    ['clear-cache --json', 2, 'OPTION_TYPE'],
    ['report --json', 2, 'NOTHING_RECORDED'],
    ['upgrade --stdout --json app/Dockerfile', 2, 'OPTION_TYPE'],
    ['upgrade nope --json', 2, 'DOCKERFILE_MISSING'],
    ['split-requirements nope --json', 2, 'DOCKERFILE_MISSING'],
    ['inspect nope --json', 2, 'DOCKERFILE_MISSING'],
    ['check nope --no-machine --json', 2, 'DOCKERFILE_MISSING'],
    ['build --json --nope', 2, 'OPTION_UNKNOWN'],
  ])('gives the error of %s as one document', async (words, exitCode, code) => {
    const result = await run(words.split(' '));
    expect(result.exitCode).toBe(exitCode);
    expect(result.out.endsWith('\n')).toBe(true);
    const { error } = JSON.parse(result.out) as { error: Record<string, string> };
    expect(error).toMatchObject({
      code,
      what: expect.any(String) as string,
      next: expect.any(String) as string,
    });
    for (const text of Object.values(error)) expect(typeof text).toBe('string');
  });

  it('is none behind --', async () => {
    expect(await run(['build', 'nope', '--', '--json'])).toMatchObject({ exitCode: 2, out: '' });
  });

  it('adds no second document to a result', async () => {
    const world = memoryWorld({ files });
    const command = {
      ...COMMANDS.find(({ name }) => name === 'report')!,
      load: () =>
        Promise.resolve(((_, { terminal }) => {
          terminal.out('{"a":1}\n');
          throw new ProductError({ code: 'BUILD_SLOWER', what: 'it was slower', next: 'look' });
        }) satisfies RunCommand<never>),
    };
    expect(await runCli([command], ['report', '--json'], world)).toBe(1);
    expect(world.printed.err).toContain('BUILD_SLOWER');
    expect(world.printed.out).toBe('{"a":1}\n');
  });
});
