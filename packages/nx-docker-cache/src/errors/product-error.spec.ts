import { renderError } from './product-error';

it('is printed without anything that a terminal obeys', () => {
  expect(
    renderError({
      code: 'DOCKERFILE_SYNTAX',
      what: 'the Dockerfile cannot be read',
      where: 'a\x1b[2J\nb/Dockerfile:1:1',
      why: 'unknown instruction: \x1b]0;title\x07FOO\rBAR',
      next: 'correct that line',
    }),
  ).toBe(
    'DOCKERFILE_SYNTAX: the Dockerfile cannot be read (a\\x0ab/Dockerfile:1:1)\n' +
      '  why:  unknown instruction: FOO\\x0dBAR\n  next: correct that line',
  );
});
