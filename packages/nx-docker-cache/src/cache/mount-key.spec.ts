import { describeMount, mountKey, shownKey } from './mount-key';

const type = 'exec.cachemount';

it.each([
  [
    'cached mount /root/.cache/pip from exec /bin/sh -c pip install with id "//root/.cache/pip"',
    '/root/.cache/pip',
    '//root/.cache/pip',
  ],
  ['cached mount /xx from exec sh with id "ns1/p1"', '/xx', 'ns1/p1'],
  ['cached mount /with space from exec /bin/sh -c ls with id "/a b"', '/with space', '/a b'],
  [
    'cached mount /two from exec sh -c echo with id "x" and cached mount /z from exec with id "//two"',
    '/two',
    '//two',
  ],
  ['cached mount /n from exec sh -c a\nb with id "/q\\"\\\\\\n\\u00e4"', '/n', '/q"\\\nä'],
  ['cached mount /old from exec /bin/sh -c ls', '/old', undefined],
  ['something else', '', undefined],
])('%j', (description, target, key) => {
  expect(describeMount({ type, description })).toEqual({ target, key });
});

it('is told by the type, not by the words', () => {
  expect(
    describeMount({ type: 'regular', description: 'cached mount /a from exec x with id "/a"' }),
  ).toBeUndefined();
});

it.each([
  [mountKey('/root/.cache/pip'), '/root/.cache/pip'],
  [mountKey('npm'), 'npm'],
  [mountKey('npm', 'pr-7'), 'npm in pr-7'],
  ['bare', 'bare'],
])('%j is shown as %j', (key, shown) => {
  expect(shownKey(key)).toBe(shown);
});
