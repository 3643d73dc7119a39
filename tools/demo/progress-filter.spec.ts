import { worthShowing } from './progress-filter';

describe('worthShowing', () => {
  it.each([
    ['#8 [4/4] RUN pip install -r requirements.txt', true],
    ['#8 DONE 42.1s', true],
    ['#7 CACHED', true],
    ['#9 exporting to image', true],
    ['#8 ERROR: process did not complete', true],
    ['#8 22.32   Downloading urllib3-2.8.0-py3-none-any.whl (135 kB)', false],
    ['#9 exporting layers 7.6s done', false],
    ['NX   Successfully ran target docker-build', true],
    ['', true],
  ])('%s: %s', (line, expected) => {
    expect(worthShowing(line)).toBe(expected);
  });
});
