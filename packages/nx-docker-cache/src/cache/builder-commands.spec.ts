import { emptyBuilder, inspectBuilder, listRecords, removeImages, removeRecords } from './builder-commands';

const wordsOf = (commands: readonly { readonly args: readonly string[] }[]): string[] =>
  commands.map(({ args }) => args.join(' '));

describe('removeRecords', () => {
  it('names whole ids, each once', () => {
    expect(wordsOf(removeRecords('default', ['a1', 'b2', 'a1']))).toEqual([
      'buildx prune --force --builder=default --filter=id=^(a1|b2)$',
    ]);
  });

  it.each(['', '.*', 'a|b', 'a b', 'A1', '--all'])('leaves out %j, which is no id', (id) => {
    expect(removeRecords('default', [id])).toEqual([]);
  });

  it('splits many', () => {
    const ids = Array.from({ length: 1_001 }, (_, index) => `id${index}`);
    const commands = removeRecords('default', ids);
    expect(commands).toHaveLength(2);
    expect(commands[1]?.args.at(-1)).toBe('--filter=id=^(id1000)$');
  });
});

it('never lets a name become a flag', () => {
  expect(emptyBuilder('--x').args).toEqual(['buildx', 'prune', '--all', '--force', '--builder=--x']);
  expect(inspectBuilder('--x').args).toEqual(['buildx', 'inspect', '--builder=--x']);
  expect(listRecords('--x', 'text').args).toEqual(['buildx', 'du', '--verbose', '--builder=--x']);
});

it('leaves the builder in use to buildx', () => {
  expect(inspectBuilder(undefined).args).toEqual(['buildx', 'inspect']);
});

it('removes images without force', () => {
  expect(wordsOf(removeImages(['sha256:1', 'sha256:2']))).toEqual(['image rm --no-prune sha256:1 sha256:2']);
  expect(removeImages([])).toEqual([]);
});
