import fc from 'fast-check';
import { readHtmlPage, renderHtmlPage } from './html-page';
import { type IndexFile, type IndexPage, normalisedName } from './index-page';
import { readJsonPage, renderJsonPage } from './json-page';

const wheel: IndexFile = {
  filename: 'foo_bar-1.0-py3-none-any.whl',
  url: 'https://files.test/ab/foo_bar-1.0-py3-none-any.whl',
  hashes: { sha256: 'aa11' },
  requiresPython: '>=3.8,<4',
  size: 12,
  uploadTime: '2024-01-01T00:00:00Z',
  hasMetadata: true,
  metadataHashes: { sha256: 'bb22' },
};
const sdist: IndexFile = {
  filename: 'foo-bar-1.0.tar.gz',
  url: 'https://files.test/ab/foo-bar-1.0.tar.gz',
  hashes: {},
  yanked: 'broken & "withdrawn"',
  size: 9,
  hasMetadata: false,
  metadataHashes: {},
};
const withoutSize: IndexFile = {
  filename: 'a.zip',
  url: 'a.zip',
  hashes: {},
  hasMetadata: false,
  metadataHashes: {},
};
const page: IndexPage = { name: 'foo-bar', files: [wheel, sdist], versions: ['1.0'] };
const base = 'http://proxy.test/simple/foo-bar/';
const proxied = (file: IndexFile): string => `http://proxy.test/files/foo-bar/${file.filename}`;

it.each([
  ['Foo', 'foo'],
  ['Foo.Bar__baz', 'foo-bar-baz'],
  ['a-_.b', 'a-b'],
])('normalises %s to %s', (name, expected) => {
  expect(normalisedName(name)).toBe(expected);
});

describe('the JSON form', () => {
  it('keeps every fact and sends files through the proxy', () => {
    expect(readJsonPage(renderJsonPage(page), 'foo-bar', base)).toEqual({
      ...page,
      files: [
        { ...wheel, url: proxied(wheel) },
        { ...sdist, url: proxied(sdist) },
      ],
    });
  });

  it('announces metadata for every wheel, and for nothing else', () => {
    const silent = { ...page, files: [{ ...wheel, hasMetadata: false, metadataHashes: {} }, sdist] };
    const [first, second] = (JSON.parse(renderJsonPage(silent)) as { files: Record<string, unknown>[] })
      .files;
    expect(first?.['core-metadata']).toBe(true);
    expect(first).not.toHaveProperty('dist-info-metadata');
    expect(second).not.toHaveProperty('core-metadata');
  });

  it.each([
    [page, '1.1'],
    [{ name: 'foo-bar', files: [wheel] }, '1.0'],
    [{ ...page, files: [withoutSize] }, '1.0'],
  ])('claims the API version that it fulfils', (given, version) => {
    expect((JSON.parse(renderJsonPage(given)) as { meta: unknown }).meta).toEqual({ 'api-version': version });
  });

  it.each(['[]', '{}', '{"files": 3}', 'null'])('refuses %s', (text) => {
    expect(() => readJsonPage(text, 'x', base)).toThrow(SyntaxError);
  });

  it.each([
    ['core-metadata', true, true],
    ['core-metadata', { sha256: 'a' }, true],
    ['core-metadata', false, false],
    ['dist-info-metadata', true, true],
    ['data-dist-info-metadata', true, true],
    ['unrelated', true, false],
  ])('reads %s: %j', (key, value, expected) => {
    const text = JSON.stringify({ files: [{ filename: 'a.whl', url: 'a.whl', hashes: {}, [key]: value }] });
    expect(readJsonPage(text, 'a', base).files[0]?.hasMetadata).toBe(expected);
  });
});

describe('the HTML form', () => {
  it('keeps what it can say and sends files through the proxy', () => {
    expect(readHtmlPage(renderHtmlPage(page), 'foo-bar', base)).toEqual({
      name: 'foo-bar',
      files: [
        { ...wheel, url: proxied(wheel), size: undefined, uploadTime: undefined },
        { ...sdist, url: proxied(sdist), size: undefined },
      ],
    });
  });

  it.each([
    ['<a href="../../x/a-1.whl#sha256=ff">a</a>', 'http://proxy.test/x/a-1.whl', { sha256: 'ff' }],
    ["<A class=x HREF='http://other.test/a%2B1.whl'>a</A>", 'http://other.test/a%2B1.whl', {}],
    ['<a href=a.zip#md5=0c>', 'http://proxy.test/simple/foo-bar/a.zip', { md5: '0c' }],
    ['<a\n  href="a.zip?x=1&amp;y=2">', 'http://proxy.test/simple/foo-bar/a.zip?x=1&y=2', {}],
  ])('reads %s', (html, url, hashes) => {
    expect(readHtmlPage(html, 'foo-bar', base).files).toMatchObject([{ url, hashes }]);
  });

  it('skips anchors that lead nowhere', () => {
    expect(readHtmlPage('<a name="top">x</a><p>', 'x', base).files).toEqual([]);
  });

  it('carries any text of an attribute there and back', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (reason) => {
        const html = renderHtmlPage({ name: 'x', files: [{ ...sdist, yanked: reason }] });
        expect(readHtmlPage(html, 'x', base).files[0]?.yanked).toBe(reason);
      }),
    );
  });
});
