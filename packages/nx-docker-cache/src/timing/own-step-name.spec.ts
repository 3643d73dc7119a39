import { parse } from '../dockerfile/parse';
import { stagesOf, type Stage } from '../dockerfile/stages';
import { ownStepName } from './own-step-name';

function stages(text: string): Stage[] {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return stagesOf(parsed.dockerfile);
}

const ONE = 'FROM base\nRUN make\nCOPY a b\nRUN test\n';
const TWO = 'FROM base AS build\nRUN make\nCOPY a b\nFROM scratch\nCOPY --from=build /b /\nRUN test\n';

describe('ownStepName', () => {
  it.each([
    ['as in this Dockerfile', ONE, '[2/4] RUN make', '[2/4] RUN make'],
    ['with the count of another', ONE, '[2/3] RUN make', '[2/4] RUN make'],
    ['with the stage and count of another', ONE, '[deps 2/9] RUN make', '[2/4] RUN make'],
    ['of a platform', ONE, '[linux/amd64 deps 2/9] RUN make', '[linux/amd64 2/4] RUN make'],
    ['with other blanks', ONE, '[3/9] COPY   a b', '[3/4] COPY   a b'],
    [
      'the base image',
      ONE,
      '[deps 1/7] FROM docker.io/library/base@sha256:1',
      '[1/4] FROM docker.io/library/base@sha256:1',
    ],
    ['in a stage with a name', TWO, '[2/9] RUN make', '[build 2/3] RUN make'],
    ['in a stage without a base image or a name', TWO, '[9/9] RUN test', '[stage-1 2/2] RUN test'],
    ['that no instruction is', ONE, '[2/3] RUN other', '[2/3] RUN other'],
    ['that two instructions are', `${ONE}RUN make\n`, '[2/3] RUN make', '[2/3] RUN make'],
    ['of no stage', ONE, '[internal] load build context', '[internal] load build context'],
    ['of the export', ONE, 'exporting to image', 'exporting to image'],
  ])('a step %s', (_, dockerfile, name, expected) => {
    expect(ownStepName(name, stages(dockerfile))).toBe(expected);
  });
});
