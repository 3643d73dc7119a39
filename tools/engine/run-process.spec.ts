import { Readable } from 'node:stream';
import { lastLines, run } from './run-process';

it('gathers both streams, line by line', async () => {
  const lines: string[] = [];
  const script = 'console.log("a\\nb"); console.error("c"); process.exit(3)';
  const result = await run(process.execPath, ['-e', script], { onLine: (line) => lines.push(line) });
  expect(result).toEqual({ status: 3, stdout: 'a\nb\n', stderr: 'c\n' });
  expect(lines.sort()).toEqual(['a', 'b', 'c']);
});

it('feeds the standard input', async () => {
  const result = await run('cat', [], { stdin: Readable.from(['one ', 'two']) });
  expect(result.stdout).toBe('one two');
});

it('reports a missing program as the shell does', async () => {
  const { status, stderr } = await run('no-such-program-anywhere', []);
  expect(status).toBe(127);
  expect(stderr).toContain('ENOENT');
});

it('ends what takes too long', async () => {
  expect((await run('sleep', ['60'], { timeoutMs: 50 })).status).toBeNull();
});

it('cuts a long output for a message', () => {
  expect(lastLines('1\n2\n3\n\n', 2)).toBe('2\n3');
});
