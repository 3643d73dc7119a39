import { registrationsOf, type Registration } from './registrations';

const FILES = ['apps/a/Dockerfile', 'libs/b/Dockerfile'];
const listFiles = ({ include }: Registration): Promise<readonly string[]> =>
  Promise.resolve(
    include.length === 0 ? FILES : FILES.filter((file) => include.includes(`${file.slice(0, 4)}/**`)),
  );

const entry = (folder: string, options?: object) => ({
  plugin: 'nx-docker-cache',
  include: [`${folder}/**`],
  ...(options && { options }),
});

describe('registrationsOf', () => {
  it.each<[string, unknown, unknown, readonly string[], number | undefined, readonly (readonly string[])[]]>([
    ['no list', undefined, undefined, FILES, undefined, []],
    ['a single one', ['x', 'nx-docker-cache'], undefined, FILES, undefined, []],
    [
      'two with other options',
      ['x', entry('apps', { a: 1 }), entry('libs')],
      { a: 1 },
      [FILES[0]!],
      1,
      [[FILES[1]!]],
    ],
    ['two with the same options', [entry('apps'), entry('libs')], undefined, [FILES[1]!], 1, [[FILES[0]!]]],
    ['two with the same files', [entry('apps'), 'nx-docker-cache'], {}, FILES, 1, [[FILES[0]!]]],
    [
      'others alone',
      [entry('apps', { a: 1 }), entry('libs', { a: 2 })],
      {},
      [],
      undefined,
      [[FILES[0]!], [FILES[1]!]],
    ],
  ])('knows which of the entries is asked: %s', async (_, plugins, written, files, place, others) => {
    const found = await registrationsOf(plugins, written, files, listFiles);
    expect(found.place).toBe(place);
    expect(found.others.map((other) => other.files)).toEqual(others);
  });

  it('does without the files of others where Nx does not list them', async () => {
    const found = await registrationsOf([entry('apps'), entry('libs', { a: 1 })], { a: 1 }, FILES, () =>
      Promise.reject(new Error('none')),
    );
    expect(found).toMatchObject({ place: 1, others: [{ place: 0, files: [] }] });
  });
});
