import { checkReference } from './image-reference';

describe('checkReference', () => {
  it.each([
    ['app', 'app:latest'],
    ['app:1.0', 'app:1.0'],
    ['acme/api', 'acme/api:latest'],
    ['ghcr.io/acme/api:dev', 'ghcr.io/acme/api:dev'],
    ['localhost:5000/api', 'localhost:5000/api:latest'],
    ['[::1]:5000/api:v1', '[::1]:5000/api:v1'],
    ['a__b/c-d/e---f', 'a__b/c-d/e---f:latest'],
    ['app:_1.-', 'app:_1.-'],
    [`app:${'t'.repeat(128)}`, `app:${'t'.repeat(128)}`],
  ])('accepts %s', (written, reference) => {
    expect(checkReference(written)).toEqual({ ok: true, reference });
  });

  it.each([
    ['', 'the name is empty'],
    [':dev', 'the name is empty'],
    ['App', 'capital letters'],
    ['acme/API', 'capital letters'],
    ['my app', 'contains " "'],
    ['ap\u00fc', 'contains "\u00fc"'],
    ['app\n--push', 'contains "\\n"'],
    ['--push', 'begins or ends with a separator'],
    ['-t', 'begins or ends with a separator'],
    ['a..b', 'two dots or a mix'],
    ['a._b', 'two dots or a mix'],
    ['a-', 'begins or ends'],
    ['a//b', 'between slashes is empty'],
    ['/a', 'between slashes is empty'],
    ['a/', 'between slashes is empty'],
    ['app:', 'the tag after the colon is empty'],
    ['app:a b', 'the tag "a b"'],
    ['app:-x', 'the tag "-x"'],
    [`app:${'t'.repeat(129)}`, 'longer than 128'],
    ['a'.repeat(256), 'longer than 255'],
    ['my_host.io/api', 'no address of a registry'],
    [`app@sha256:${'0'.repeat(64)}`, 'a digest'],
  ])('refuses %j and says why', (written, why) => {
    expect(checkReference(written)).toEqual({ ok: false, why: expect.stringContaining(why) as string });
  });
});
