import { memoryWorld } from '../io/memory-world';
import { repositoryAround } from './history-place';

describe('the repository around a folder is', () => {
  it.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['the clone that it lies in', '/w/apps/api', { '/w/.git/HEAD': '' }, '/w'],
    ['a worktree, whose .git is a file', '/w/apps/api', { '/w/.git': 'gitdir: /x', '/.git/HEAD': '' }, '/w'],
    ['the clone itself', '/w', { '/w/.git/HEAD': '' }, '/w'],
    ['the folder, where there is no clone', '/w/apps/api', { '/w/turbo.json': '' }, '/w/apps/api'],
    ['not the home folder', '/home/me/app', { '/home/me/.git/HEAD': '' }, '/home/me/app'],
  ])('%s', async (_, cwd, files, expected) => {
    const world = memoryWorld({ cwd, files, environment: { HOME: '/home/me' } });
    expect(await repositoryAround(world)).toBe(expected);
  });
});
