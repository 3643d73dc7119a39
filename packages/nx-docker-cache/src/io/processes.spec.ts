import { realProcesses } from './processes';

const node = (
  script: string,
  env?: Record<string, string>,
): { file: string; args: string[]; env?: Record<string, string> } => ({
  file: process.execPath,
  args: ['-e', script],
  ...(env && { env }),
});

describe('run', () => {
  const processes = realProcesses(300);

  it('gives output and exit code, and hands chunks on', async () => {
    const chunks: string[] = [];
    const result = await processes.run(
      node('console.log("out"); console.error("err"); process.exitCode = 3'),
      {
        onStdout: (chunk) => chunks.push(Buffer.from(chunk).toString()),
      },
    );
    expect(result).toEqual({ kind: 'exited', exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
    expect(chunks.join('')).toBe('out\n');
  });

  it('adds to the environment', async () => {
    expect(
      await processes.run(node('console.log(process.env.ADDED, !!process.env.PATH)', { ADDED: 'yes' })),
    ).toMatchObject({ stdout: 'yes true\n' });
  });

  it('runs no shell', async () => {
    const result = await processes.run({
      file: process.execPath,
      args: ['-p', 'process.argv[1]', '$(echo x); `id` && *'],
    });
    expect(result).toMatchObject({ stdout: '$(echo x); `id` && *\n' });
  });

  it('tells a program that is not there from a folder that is not there', async () => {
    expect(await processes.run({ file: 'no-such-program', args: [] })).toEqual({
      kind: 'not-found',
      file: 'no-such-program',
    });
    await expect(processes.run({ ...node('1'), cwd: '/no/such/folder' })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('keeps the end of long output', async () => {
    const result = await processes.run(
      node(
        'for (let i = 0; i < 40; i++) process.stdout.write("x".repeat(99999) + "\\n"); console.log("end")',
      ),
    );
    expect(result.kind === 'exited' && result.stdout.length).toBe(1024 * 1024);
    expect(result.kind === 'exited' && result.stdout.endsWith('x\nend\n')).toBe(true);
  });

  const WAIT = 'setInterval(() => {}, 1000); console.log("ready");';

  it.each([
    ['one that ends at SIGINT', WAIT, { kind: 'signalled', signal: 'SIGINT' }],
    [
      'one that ends in its own way',
      `process.on("SIGINT", () => process.exit(7)); ${WAIT}`,
      { kind: 'exited', exitCode: 7 },
    ],
    [
      'one that does not end',
      `process.on("SIGINT", () => {}); ${WAIT}`,
      { kind: 'signalled', signal: 'SIGKILL' },
    ],
  ])('stops %s', async (_, script, expected) => {
    const controller = new AbortController();
    const result = await processes.run(node(script), {
      signal: controller.signal,
      onStdout: () => {
        controller.abort();
      },
    });
    expect(result).toMatchObject(expected);
  });

  it('stops one at once when it was to be stopped before it started', async () => {
    expect(await processes.run(node(WAIT), { signal: AbortSignal.abort() })).toMatchObject({
      kind: 'signalled',
    });
  });
});
