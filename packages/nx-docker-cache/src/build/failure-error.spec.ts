import { ERROR_CODES } from '../errors/codes';
import { ProductError } from '../errors/product-error';
import type { FailureCause } from './failure-cause';
import { failureError } from './failure-error';

const CAUSES = {
  'docker-missing': { kind: 'docker-missing' },
  'engine-unreachable': { kind: 'engine-unreachable', message: 'm' },
  'engine-died': { kind: 'engine-died', message: 'm' },
  'buildx-missing': { kind: 'buildx-missing' },
  'buildx-too-old': { kind: 'buildx-too-old', message: 'm' },
  'argument-unknown': { kind: 'argument-unknown', argument: '--bogus-flag' },
  'image-unreachable': { kind: 'image-unreachable', image: 'nope:1', message: 'm' },
  'image-refused': { kind: 'image-refused', image: 'nope:1', message: 'm' },
  'disk-full': { kind: 'disk-full', message: 'm' },
  transient: { kind: 'transient', message: 'm' },
  'context-file-missing': { kind: 'context-file-missing', path: '/a/b.txt' },
  'dockerfile-syntax': { kind: 'dockerfile-syntax', line: 7, message: 'm' },
  'cached-file-damaged': { kind: 'cached-file-damaged', message: 'm' },
  'cache-not-exported': { kind: 'cache-not-exported', message: 'm' },
  build: { kind: 'build', message: 'm' },
} as const satisfies { [Kind in FailureCause['kind']]: Extract<FailureCause, { kind: Kind }> };

const place = {
  project: 'backend',
  dockerfile: 'backend/Dockerfile',
  context: 'backend',
  line: undefined,
  exitCode: undefined,
};

describe('failureError', () => {
  it.each(Object.entries(CAUSES))('says what, where and what next for %s', (_, cause) => {
    const facts = failureError(cause, { ...place, line: 3 });
    expect(Object.keys(ERROR_CODES)).toContain(facts.code);
    expect(new ProductError(facts).message).toMatch(/^[A-Z_]+: .+ \(.+\)\n(  why:  .+\n)?  next: .+$/);
  });

  it('names the missing file, the context and the line of the COPY', () => {
    const facts = failureError(CAUSES['context-file-missing'], { ...place, line: 3 });
    expect(facts).toMatchObject({
      code: 'CONTEXT_FILE_MISSING',
      what: 'the build context has no a/b.txt',
      where: 'backend/Dockerfile:3',
    });
    expect(facts.why).toContain('context backend');
  });

  it('prefers the line that BuildKit names', () => {
    expect(failureError(CAUSES['dockerfile-syntax'], { ...place, line: 3 }).where).toBe(
      'backend/Dockerfile:7',
    );
  });

  it.each([
    [
      'image-unreachable',
      {},
      'the base image nope:1 is not on this machine and its registry cannot be reached',
    ],
    [
      'image-unreachable',
      { asksRegistry: true },
      'the base image nope:1 cannot be fetched: its registry cannot be reached',
    ],
    ['image-refused', {}, 'the base image nope:1 is not on this machine and its registry does not give it'],
  ] as const)('tells of a base image: %s, %j', (kind, more, what) => {
    expect(failureError(CAUSES[kind], { ...place, ...more })).toMatchObject({
      code: 'IMAGE_NOT_FETCHED',
      what,
    });
  });

  it('names the version of a buildx that is too old', () => {
    const facts = failureError({ ...CAUSES['buildx-too-old'], found: '0.12.1' }, place);
    expect(facts.what).toBe('this buildx (0.12.1) does not know what the build asks of it');
  });

  it('tells a command that failed by its exit code', () => {
    expect(failureError(CAUSES.build, { ...place, line: 3, exitCode: 7 })).toMatchObject({
      code: 'BUILD_FAILED',
      what: 'a step ended with exit code 7',
      where: 'backend/Dockerfile:3',
    });
  });
});
