import { memoryWorld } from '../../io/memory-world';
import { benchFolder } from './bench-folder';
import type { BenchmarkRequest } from './benchmark-request';

const request = { context: '/w/app', rate: undefined } as BenchmarkRequest;

describe('the folder that a variant is built in', () => {
  it.each<[string, string[], [string, string][], string[]]>([
    ['nothing of its context', [], [], ['.dockerignore']],
    ['a file', ['app.py'], [], ['app.py']],
    ['a file of its own', [], [['base.txt', 'x']], ['base.txt']],
  ])('is there for a Dockerfile that reads %s', async (_, taken, own, expected) => {
    const world = memoryWorld({ files: { '/w/app/app.py': '' } });
    const variant = { kind: 'made', name: 'now', text: 'FROM x\nRUN y\n', files: new Map(own) } as const;
    const { context } = await benchFolder(world, request, { taken, variant, folder: '/t/0' });
    expect(await world.files.list(context)).toEqual(expected);
  });
});
