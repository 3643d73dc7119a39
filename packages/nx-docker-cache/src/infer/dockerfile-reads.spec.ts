import { dockerfileReads, rememberingReads } from './dockerfile-reads';

const OPTIONS = { target: undefined, buildArgs: {}, buildContexts: {}, decidingArgs: [] };
const readsOf = (text: string | undefined, options: Partial<typeof OPTIONS> | object = {}) =>
  dockerfileReads(text, { ...OPTIONS, ...options });

describe('dockerfileReads', () => {
  it('names paths, images and what may change', () => {
    const text =
      'FROM base:1 AS a\nCOPY x /x\nADD https://user:secret@example.com/f /f\n' +
      'FROM other\nCOPY --from=a /x /x\nCOPY --from=tool /bin/t /t\nCOPY y z* /\n';
    expect(readsOf(text)).toMatchObject({
      whole: undefined,
      paths: [
        { path: 'x', line: 2, instruction: 'COPY' },
        { path: 'y', line: 7 },
        { path: 'z*', line: 7 },
      ],
      images: ['base:1', 'other', 'tool'],
      mutableUrls: ['https://example.com/f'],
      hasTriggers: false,
    });
  });

  it.each<[string, string | undefined, object, RegExp]>([
    ['a missing file', undefined, {}, /missing/],
    ['a file with errors', 'FROM a\nENV A', {}, /errors/],
    ['another frontend', '# syntax=acme/x\nFROM a', {}, /acme\/x/],
    ['another frontend by argument', 'FROM a', { buildArgs: { BUILDKIT_SYNTAX: 'acme/x' } }, /acme\/x/],
    ['deciding arguments', 'FROM a', { decidingArgs: ['--target=b'] }, /--target=b/],
    ['a base image with triggers', 'FROM node:onbuild', {}, /ONBUILD/],
    ['a variable of the environment', 'FROM a\nARG V\nCOPY $V /', { buildArgs: { V: null } }, /V comes/],
    [
      'one in a mount',
      'FROM a\nARG V\nRUN --mount=source=$V,target=/x true',
      { buildArgs: { V: null } },
      /V/,
    ],
    ['one by another variable', 'FROM a\nARG V\nARG W=${V}/x\nCOPY $W /', { buildArgs: { V: null } }, /V/],
  ])('takes the whole context for %s', (_, text, options, reason) => {
    expect(readsOf(text, options).whole).toMatch(reason);
  });

  it.each<[string, string, object, readonly string[]]>([
    ['an argument', 'FROM a\nARG V=x\nCOPY $V /', { buildArgs: { V: 'y' } }, ['y']],
    ['a default', 'FROM a\nARG V=x\nCOPY $V /', {}, ['x']],
    ['a variable for a command', 'FROM a\nARG V\nCOPY x /\nRUN $V', { buildArgs: { V: null } }, ['x']],
    ['the target', 'FROM a AS one\nCOPY x /\nFROM a\nCOPY y /', { target: 'one' }, ['x']],
    [
      'a context for a stage',
      'FROM a AS one\nCOPY x /\nFROM one\nCOPY y /',
      { buildContexts: { one: './z' } },
      ['y'],
    ],
  ])('follows %s', (_, text, options, paths) => {
    const reads = readsOf(text, options);
    expect(reads.whole).toBeUndefined();
    expect(reads.paths.map(({ path }) => path)).toEqual(paths);
  });

  it('sees images in build contexts', () => {
    const options = { buildContexts: { base: 'docker-image://acme/base:2', lib: './libs' } };
    expect(readsOf('FROM base\nCOPY --from=lib a /', options).images).toEqual(['acme/base:2']);
  });

  it('takes a name of no variable for one that nobody uses', () => {
    expect(readsOf('FROM a\nCOPY x /', { buildArgs: { 'A(': null, '[': null } }).whole).toBeUndefined();
  });

  it('reads what was read before once, and another text or other options anew', () => {
    const readsOnce = rememberingReads();
    const read = (text: string, change: object = {}) => readsOnce(text, { ...OPTIONS, ...change });
    const text = 'FROM a\nARG V=x\nCOPY $V /';
    expect(read(text)).toBe(read(text));
    expect(read(text)).toEqual(readsOf(text));
    expect(read(text, { buildArgs: { V: 'y' } }).paths).toMatchObject([{ path: 'y' }]);
    expect(read(`${text}/z`).paths).toMatchObject([{ path: 'x' }]);
    expect(readsOnce(undefined, OPTIONS).whole).toBe('the Dockerfile is missing');
  });

  it('sees triggers', () => {
    expect(readsOf('FROM a\nONBUILD COPY . /')).toMatchObject({ hasTriggers: true, triggerImages: [] });
    expect(readsOf('FROM a\nONBUILD COPY --from=b:1 /x /').triggerImages).toEqual(['b:1']);
  });
});
