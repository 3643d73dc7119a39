import { memoryWorld } from './memory-world';

describe('memoryWorld', () => {
  it('keeps files as a map', async () => {
    const { files, contents } = memoryWorld({ files: { '/w/a/b.txt': 'text' } });
    await files.write('/w/c', 'new');
    expect([...contents.keys()]).toEqual(['/w/a/b.txt', '/w/c']);
    expect(await files.list('/w')).toEqual(['a', 'c']);
    expect(await files.facts('/w/a')).toMatchObject({ kind: 'directory' });
    expect(await files.facts('/nothing')).toBeUndefined();
    await expect(files.read('/w/a')).rejects.toMatchObject({ code: 'EISDIR' });
    await files.copy('/w/c', '/w/d');
    expect(Buffer.from(await files.read('/w/d')).toString()).toBe('new');
    await expect(files.copy('/nothing', '/w/e')).rejects.toMatchObject({ code: 'ENOENT' });
    await files.remove('/w/a');
    await expect(files.read('/w/a/b.txt')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('fails where a test says so', async () => {
    const { files } = memoryWorld({
      files: { '/a': 'x' },
      faults: { 'read /a': 'EACCES', 'write /b': 'ENOSPC' },
    });
    await expect(files.read('/a')).rejects.toMatchObject({ code: 'EACCES' });
    await expect(files.write('/b', '')).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('has an engine only where one is given', async () => {
    const engine = { id: 'e', version: '28', containerdStore: true };
    const world = memoryWorld({ engine, images: { app: 'sha256:a' } });
    expect(await world.engine.observeImages(['app', 'none'])).toMatchObject({
      observation: { ids: { app: 'sha256:a' } },
    });
    expect(await memoryWorld().engine.facts()).toHaveProperty('unreachable');
  });

  it('notes commands and what is printed', async () => {
    const world = memoryWorld();
    expect(await world.processes.run({ file: 'docker', args: ['x'] })).toEqual({
      kind: 'not-found',
      file: 'docker',
    });
    world.terminal.out('a');
    world.terminal.err('b');
    expect([world.commands, world.printed]).toEqual([
      [{ file: 'docker', args: ['x'] }],
      { out: 'a', err: 'b' },
    ]);
  });
});
