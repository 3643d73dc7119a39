import * as fc from 'fast-check';
import { defaultImageName } from './default-image-name';
import { checkReference } from './image-reference';

describe('defaultImageName', () => {
  it.each([
    ['backend', 'backend'],
    ['@acme/api', 'acme/api'],
    ['@acme/API Gateway', 'acme/api-gateway'],
    ['my_app', 'my_app'],
    [':services:billing', 'services-billing'],
    ['web.app', 'web.app'],
    ['web.app/api', 'web-app/api'],
    ['localhost/api', 'local-host/api'],
    ['a..b--c', 'a-b--c'],
    ['-x-', 'x'],
    ['caf\u00e9', 'caf'],
  ])('makes of %s %s', (project, name) => {
    expect(defaultImageName(project)).toBe(name);
  });

  it.each(['', '@', '///', '\u6f22\u5b57', '--'])('makes nothing of %j', (project) => {
    expect(defaultImageName(project)).toBeUndefined();
  });

  it('makes a valid name or none of whatever a project is called', () => {
    const character = fc.oneof(
      fc.constantFrom('a', 'Z', '0', '@', '/', '.', ':', '_', '-', ' '),
      fc.string({ minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 300 }), (characters) => {
        const name = defaultImageName(characters.join(''));
        if (name !== undefined)
          expect(checkReference(name)).toEqual({ ok: true, reference: `${name}:latest` });
      }),
      { numRuns: 2_000 },
    );
  });
});
