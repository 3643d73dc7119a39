import { gunzipSync } from 'node:zlib';
import { PageRenderer, prefersJson } from './rendered-page';

it.each([
  [undefined, false],
  ['*/*', false],
  ['text/html', false],
  ['application/vnd.pypi.simple.v1+json, text/html; q=0.01', true],
  ['text/html;q=0.1, application/vnd.pypi.simple.v1+json', true],
  ['application/vnd.pypi.simple.v1+json;q=0', false],
])('Accept: %s', (accept, json) => {
  expect(prefersJson(accept)).toBe(json);
});

it('renders each form once, under a tag of its own', () => {
  const page = { name: 'x', files: [] };
  const renderer = new PageRenderer();
  const plain = renderer.render(page, true, false);
  const zipped = renderer.render(page, true, true);
  expect(renderer.render(page, true, false)).toBe(plain);
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  expect(new Set([plain.etag, zipped.etag, renderer.render(page, false, false).etag]).size).toBe(3);
});
