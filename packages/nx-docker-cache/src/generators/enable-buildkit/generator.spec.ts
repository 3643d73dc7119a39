import { memoryWorld, type MemoryWorldFacts } from '../../io/memory-world';
import enableBuildkitGenerator from './generator';
import type { EnableBuildkitGeneratorSchema } from './schema';

const FILE = '/w/daemon.json';

async function run(
  facts: MemoryWorldFacts,
  options: EnableBuildkitGeneratorSchema = { daemonJson: 'daemon.json' },
) {
  const world = memoryWorld(facts);
  const write = await enableBuildkitGenerator({ root: '/w' }, options, world);
  const shown = world.printed.out;
  const filesBefore = [...world.contents.keys()];
  await write();
  const text = (file: string): string | undefined => {
    const content = world.contents.get(file);
    return content && Buffer.from(content).toString('utf8');
  };
  return {
    world,
    shown,
    filesBefore,
    text,
    backups: [...world.contents.keys()].filter((name) => name.endsWith('.bak')),
  };
}

describe('enable-buildkit', () => {
  it('shows what it will write, writes it at the end only, and keeps the old text', async () => {
    const old = '{\n\t"data-root": "/d"\n}\n';
    const { shown, filesBefore, text, backups } = await run({ files: { [FILE]: old } });
    expect(shown).toContain('+\t"features": {');
    expect(shown).toContain('then: ');
    expect(filesBefore).toEqual([FILE]);
    expect(JSON.parse(text(FILE) ?? '')).toMatchObject({ 'data-root': '/d', features: { buildkit: true } });
    expect(backups.map(text)).toEqual([old]);
  });

  it('makes a file that is not there, and finds nothing to do the second time', async () => {
    const first = await run({});
    const written = first.text(FILE) ?? '';
    expect(first.backups).toEqual([]);
    const second = await run({ files: { [FILE]: written } });
    expect([second.text(FILE), second.backups, second.shown]).toEqual([
      written,
      [],
      `${FILE}: nothing to change\n`,
    ]);
  });

  it.each(['{ // a\n}', '[]', '"a"', '{"a":1'])(
    'writes nothing over what it cannot read: %j',
    async (text) => {
      await expect(run({ files: { [FILE]: text } })).rejects.toThrow(/^SETTINGS_INVALID/);
    },
  );

  it('refuses a size that is none', async () => {
    await expect(run({}, { daemonJson: 'd.json', keep: 'much' })).rejects.toThrow(/^OPTION_TYPE/);
  });

  it('says what to do when the file cannot be written', async () => {
    const world = memoryWorld({ faults: { [`write ${FILE}`]: 'EACCES' } });
    const write = await enableBuildkitGenerator({ root: '/w' }, { daemonJson: 'daemon.json' }, world);
    await expect(write()).rejects.toThrow(/^FILE_NOT_WRITTEN[^]*next: /);
  });

  it('writes the settings of a builder in a container, or shows what to add', async () => {
    const options = { buildkitdToml: 'buildkitd.toml', keep: '9GB' };
    const { text } = await run({}, options);
    expect(text('/w/buildkitd.toml')).toContain('maxUsedSpace = "9GB"');
    const own = '[worker.oci]\n  gc = false\n';
    const left = await run({ files: { '/w/buildkitd.toml': own } }, options);
    expect([left.text('/w/buildkitd.toml'), left.shown]).toEqual([
      own,
      expect.stringContaining('[[worker.oci.gcpolicy]]'),
    ]);
  });
});
