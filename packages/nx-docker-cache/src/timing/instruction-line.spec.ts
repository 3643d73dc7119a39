import { parse } from '../dockerfile/parse';
import { stagesOf, type Stage } from '../dockerfile/stages';
import { instructionLine } from './instruction-line';
import { parseStepName } from './step-name';

function stages(text: string): Stage[] {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return stagesOf(parsed.dockerfile);
}

const lineOf = (name: string, text: string): number | undefined =>
  instructionLine(parseStepName(name), stages(text));

const TWO_STAGES = `FROM base AS build
ARG A
WORKDIR /src
ENV B=1
COPY . .
RUN make \\
    all

FROM base
COPY --from=build /x /x
RUN test -e /x
`;

describe('instructionLine', () => {
  it.each([
    ['[build 1/4] FROM registry.example/base', 1],
    ['[build 2/4] WORKDIR /src', 3],
    ['[build 3/4] COPY . .', 5],
    ['[build 4/4] RUN make     all', 6],
    ['[BUILD 4/4] RUN make     all', 6],
    ['[stage-1 1/3] FROM registry.example/base', 9],
    ['[stage-1 2/3] COPY --from=build /x /x', 10],
    ['[stage-1 3/3] RUN test -e /x', 11],
    ['[linux/amd64 stage-1 3/3] RUN test -e /x', 11],
  ])('finds %s', (name, line) => {
    expect(lineOf(name, TWO_STAGES)).toBe(line);
  });

  it.each([
    ['a stage that is not there', '[other 2/4] WORKDIR /src'],
    ['a number for a stage that has a name', '[stage-0 2/4] WORKDIR /src'],
    ['another count, as ONBUILD triggers make it', '[build 2/6] WORKDIR /src'],
    ['another instruction in its place', '[build 2/4] COPY other .'],
    ['a step of no stage', 'exporting to image'],
    ['a step without a stage where there are several', '[2/4] WORKDIR /src'],
  ])('says nothing for %s', (_, name) => {
    expect(lineOf(name, TWO_STAGES)).toBeUndefined();
  });

  it('counts without the FROM where the stage builds on another or on nothing', () => {
    const text = 'FROM scratch\nCOPY a /a\nCOPY b /b\n';
    expect([lineOf('[1/2] COPY a /a', text), lineOf('[2/2] COPY b /b', text)]).toEqual([2, 3]);
  });

  it('counts the FROM, but begins behind it, where a build context stands in for the base image', () => {
    const text = 'FROM named\nCOPY a /a\nCOPY b /b\n';
    const lines = ['[1/3] COPY a /a', '[2/3] COPY b /b'].map((name) => lineOf(name, text));
    expect(lines).toEqual([2, 3]);
  });

  it('says nothing where two stages have one name', () => {
    expect(lineOf('[a 2/2] RUN x', 'FROM b AS a\nRUN x\nFROM c AS a\nRUN x\n')).toBeUndefined();
  });
});
