import { cleanPath, relationTo, speaksOf } from './paths';

describe('cleanPath', () => {
  it.each([
    ['/a/b', '/a/b'],
    ['/a//b/', '/a/b'],
    ['/a/./b/../c', '/a/c'],
    ['/', '/'],
    ['/..', '/'],
    ['a/b', undefined],
    ['', undefined],
  ])('%s → %s', (path, clean) => {
    expect(cleanPath(path)).toBe(clean);
  });
});

describe('relationTo /root/.cache/pip', () => {
  it.each([
    ['/root/.cache/pip', 'same'],
    ['/root/.cache/*', 'same'],
    ['/root/.cache/p?p', 'same'],
    ['/root/.cache/[a-p]ip', 'same'],
    ['/root/.cache/pip/*', 'inside'],
    ['/root/.cache/pip/http', 'inside'],
    ['/root/.cache', 'above'],
    ['/root/.*', 'above'],
    ['/root/.ca*', 'above'],
    ['/*', 'above'],
    ['/', 'above'],
    ['/root/*', 'apart'],
    ['/root/*/pip', 'apart'],
    ['/root/.cache/uv', 'apart'],
    ['/root/.cache/[!p]*', 'apart'],
    ['/var', 'apart'],
    ['/root/.cache/pi', 'apart'],
    ['/root/.cache/[', 'same'],
  ])('%s: %s', (pattern, relation) => {
    expect(relationTo('/root/.cache/pip', pattern)).toBe(relation);
  });
});

describe('speaksOf', () => {
  it.each([
    ['/root/.npm', "process.env.HOME+'/.npm'", true],
    ['/root/.npm', '$X/.npm/_cacache', true],
    ['/root/.npm', '.npmrc', false],
    ['/root/.npm', 'x.npm', false],
    ['/root/.cache/pip', 'pip', false],
    ['/root/.cache/pip', '$HOME/.cache/pip', true],
  ])('%s, %s: %s', (folder, text, says) => {
    expect(speaksOf(folder, text)).toBe(says);
  });
});
