import { applyPatch } from 'diff';
import { memoryWorld, type MemoryWorld, type MemoryWorldFacts } from '../../../io/memory-world';
import { COMMANDS } from '../../registry';
import { runCli } from '../../run-cli';

const OLD = 'FROM python:3.11-slim\nRUN pip install --no-cache-dir -r requirements.txt\n';
const NEW =
  'FROM python:3.11-slim\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\n';

function world(facts: MemoryWorldFacts = {}): MemoryWorld {
  return memoryWorld({ files: { '/workspace/Dockerfile': OLD, '/workspace/b/Dockerfile': OLD }, ...facts });
}

async function upgrade(words: readonly string[], inWorld: MemoryWorld = world()) {
  const exitCode = await runCli(COMMANDS, ['upgrade', ...words], inWorld);
  return {
    exitCode,
    ...inWorld.printed,
    file: (path: string) => new TextDecoder().decode(inWorld.contents.get(path)),
  };
}

describe('nx-docker-cache upgrade', () => {
  it('prints a diff that gives the new text, and writes nothing', async () => {
    const { exitCode, out, err, file } = await upgrade(['Dockerfile']);
    expect(exitCode).toBe(0);
    expect(applyPatch(OLD, out)).toBe(NEW);
    expect(out.split('\n').slice(0, 2)).toEqual(['--- a/Dockerfile', '+++ b/Dockerfile']);
    expect(err).toContain('+ --mount=type=cache,target=/root/.cache/pip');
    expect(file('/workspace/Dockerfile')).toBe(OLD);
  });

  it('prints nothing to standard output when nothing changes', async () => {
    const { out } = await upgrade(['Dockerfile'], world({ files: { '/workspace/Dockerfile': NEW } }));
    expect(out).toBe('');
  });

  it('writes several files with --write', async () => {
    const { exitCode, out, file } = await upgrade(['Dockerfile', 'b/Dockerfile', '--write']);
    expect(exitCode).toBe(0);
    expect([file('/workspace/Dockerfile'), file('/workspace/b/Dockerfile')]).toEqual([NEW, NEW]);
    expect(out).toContain('b/Dockerfile\n  2  + --mount');
    expect(out).toMatch(/^2 files +2 upgraded +2 +0$/m);
    expect(out).toContain('node_modules/nx-docker-cache/docs/recipes.md#pip');
  });

  it('prints the text with --stdout, and nothing else', async () => {
    expect(await upgrade(['--stdout', '--only', 'pip', 'Dockerfile'])).toMatchObject({ out: NEW, err: '' });
  });

  it.each(['--json', '--format=json'])('prints one JSON document a file with %s', async (option) => {
    const files = { '/workspace/Dockerfile': `${OLD}USER app\nRUN pip install x\n` };
    const { exitCode, out } = await upgrade([option, 'Dockerfile', 'nope'], world({ files }));
    const [first, second, ...rest] = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(exitCode).toBe(2);
    expect(first).toMatchObject({
      file: 'Dockerfile',
      changed: true,
      changes: [
        { tool: 'pip', kind: 'mount-added', line: 2 },
        { tool: 'pip', kind: 'words-removed', text: '--no-cache-dir', line: 2 },
      ],
      declined: [{ tool: 'pip', reason: 'user-unknown', line: 4 }],
      satisfied: [],
    });
    expect(second).toMatchObject({ file: 'nope', error: { code: 'DOCKERFILE_MISSING' } });
    expect(rest).toEqual([]);
  });

  describe('puts installs above the copy of the sources', () => {
    const files = {
      '/workspace/a/Dockerfile':
        'FROM python:3.11-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n',
      '/workspace/a/requirements.txt': 'flask\n',
      '/workspace/a/app.py': '',
    };
    const ORDERED =
      'FROM python:3.11-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\nCOPY . .\n';

    it('and says so, in the lines of the text before', async () => {
      const { out, err, file } = await upgrade(['a/Dockerfile', '--write', '--json'], world({ files }));
      expect(err).toBe('');
      expect(file('/workspace/a/Dockerfile')).toBe(ORDERED);
      const { changes } = JSON.parse(out) as {
        changes: readonly { kind: string; line: number; why: string }[];
      };
      expect(changes.map(({ kind, line }) => [kind, line])).toEqual([
        ['instruction-added', 3],
        ['instruction-moved', 3],
        ['mount-added', 4],
      ]);
      expect(changes[1]?.why).toBe(
        'below line 4: each change of a source file would run that install again, which needs only requirements.txt',
      );
    });

    it('and not with --no-reorder', async () => {
      const { out } = await upgrade(['a/Dockerfile', '--stdout', '--no-reorder'], world({ files }));
      expect(out.indexOf('COPY . .')).toBeLessThan(out.indexOf('pip install'));
    });

    it('and not where the ignore file beside the Dockerfile leaves the manifest out', async () => {
      const ignored = { ...files, '/workspace/a/Dockerfile.dockerignore': '*.txt\n' };
      const { err } = await upgrade(['a/Dockerfile'], world({ files: ignored }));
      expect(err).toContain('! pip stays below the copy of the sources');
      expect(err).toContain('[manifest-missing]');
    });

    it('and refuses a context that is none', async () => {
      const { exitCode, err } = await upgrade(['a/Dockerfile', '--context=nope'], world({ files }));
      expect([exitCode, err]).toEqual([2, expect.stringContaining('CONTEXT_MISSING')]);
      expect(err).toContain('or correct --context\n');
    });
  });

  it.each(['b', 'b/', './b'])('takes the folder %s for the Dockerfile in it', async (folder) => {
    const { exitCode, out, file } = await upgrade([folder, '--write']);
    expect([exitCode, out.includes('b/Dockerfile')]).toEqual([0, true]);
    expect(file('/workspace/b/Dockerfile')).toBe(NEW);
  });

  it('upgrades the others when one cannot be read', async () => {
    const files = { '/workspace/Dockerfile': OLD, '/workspace/bad': 'FROM x\nRUN <<EOF\n' };
    const { exitCode, err, file } = await upgrade(['bad', 'Dockerfile', '--write'], world({ files }));
    expect(exitCode).toBe(1);
    expect(err).toContain('DOCKERFILE_SYNTAX: the Dockerfile cannot be read (bad:2');
    expect(file('/workspace/Dockerfile')).toBe(NEW);
  });

  it.each<[string, readonly string[], MemoryWorldFacts, number, string]>([
    ['a missing file', ['nope'], {}, 2, 'DOCKERFILE_MISSING'],
    ['a folder without Dockerfile', ['c'], { files: { '/workspace/c/x': '' } }, 2, 'DOCKERFILE_IS_DIRECTORY'],
    [
      'a file that may not be read',
      ['Dockerfile'],
      { faults: { 'read /workspace/Dockerfile': 'EACCES' } },
      2,
      'DOCKERFILE_UNREADABLE',
    ],
    [
      'bytes that are not UTF-8',
      ['x'],
      { files: { '/workspace/x': new Uint8Array([0x46, 0xff]) } },
      2,
      'DOCKERFILE_NOT_UTF8',
    ],
    ['an empty file', ['x'], { files: { '/workspace/x': '' } }, 1, 'DOCKERFILE_SYNTAX'],
    [
      'a full disk',
      ['--write', 'Dockerfile'],
      { faults: { 'write /workspace/Dockerfile': 'ENOSPC' } },
      1,
      'FILE_NOT_WRITTEN',
    ],
    ['a tool without a recipe', ['--only', 'pup', 'Dockerfile'], {}, 2, 'OPTION_TYPE'],
    ['an id that breaks out of the flag', ['--id', 'a,b', 'Dockerfile'], {}, 2, 'OPTION_TYPE'],
    ['an unknown sharing mode', ['--sharing', 'x', 'Dockerfile'], {}, 2, 'OPTION_TYPE'],
    ['--stdout for two files', ['--stdout', 'Dockerfile', 'b/Dockerfile'], {}, 2, 'OPTION_TYPE'],
    ['--stdout with --format=json', ['--stdout', '--format=json', 'Dockerfile'], {}, 2, 'OPTION_TYPE'],
    ['an unknown format', ['--format=xml', 'Dockerfile'], {}, 2, 'OPTION_TYPE'],
    ['--stdout with --write', ['--stdout', '--write', 'Dockerfile'], {}, 2, 'OPTION_TYPE'],
    ['an unknown option', ['--wirte', 'Dockerfile'], {}, 2, 'OPTION_UNKNOWN'],
    ['no file', [], {}, 2, 'OPTION_TYPE'],
  ])('refuses %s', async (_, words, facts, exitCode, code) => {
    const inWorld = world(facts);
    const before = new Map(inWorld.contents);
    const result = await upgrade(words, inWorld);
    expect(result.exitCode).toBe(exitCode);
    expect(result.err).toContain(code);
    expect(inWorld.contents).toEqual(before);
  });

  it('reads ten megabytes in one line', async () => {
    const files = { '/workspace/Dockerfile': `FROM x\nRUN echo ${'x'.repeat(10_000_000)}\n` };
    const { exitCode } = await upgrade(['Dockerfile'], world({ files }));
    expect([0, 1]).toContain(exitCode);
  });
});
