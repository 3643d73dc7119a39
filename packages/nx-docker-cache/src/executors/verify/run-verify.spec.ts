import { memoryWorld } from '../../io/memory-world';
import { runVerify } from './run-verify';

it('says of each build which of the two it is', async () => {
  const progress =
    '{"vertexes":[{"digest":"sha256:a","name":"[1/1] FROM x","started":"2026-01-01T00:00:00Z"}]}\n';
  const world = memoryWorld({
    files: { '/w/Dockerfile': 'FROM x\n', '/w/Old.Dockerfile': 'FROM y\n' },
    run: (_, { onStderr }) => {
      onStderr?.(Buffer.from(progress));
      return { kind: 'exited', exitCode: 0, stdout: '', stderr: '' };
    },
  });
  await expect(
    runVerify(world, {
      project: 'app',
      workspaceRoot: '/w',
      dockerfile: '/w/Dockerfile',
      context: '/w',
      before: { kind: 'file', path: '/w/Old.Dockerfile' },
      after: { kind: 'working-tree' },
      inputs: {},
      expect: [],
      verbose: false,
      report: 'summary',
    }),
  ).rejects.toThrow();
  expect(world.printed.err).toMatch(
    /^building the image before: Old\.Dockerfile\n#1 .*\nbuilding the image after: Dockerfile\n#1 /s,
  );
});
