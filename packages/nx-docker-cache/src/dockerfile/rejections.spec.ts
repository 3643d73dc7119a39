import { parse } from './parse';
import { rejections } from './rejections';

function problems(text: string): string[] {
  const result = parse(text);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return rejections(result.dockerfile).map(({ line, message }) => `${line}: ${message}`);
}

describe('rejections', () => {
  it.each([
    ['RUN x', '1: no build stage in current context'],
    ['FROM a\nRUNN x', '2: unknown instruction: RUNN (did you mean RUN?)'],
    ['FROM a b', '1: FROM requires either one or three arguments'],
    [
      'FROM a AS 1',
      '1: invalid name for build stage: "1", name can\'t start with a number or contain symbols',
    ],
    [
      'FROM a\nCOPY a',
      '2: COPY requires at least two arguments, but only one was provided. Destination could not be determined',
    ],
    ['FROM a\nCOPY --form=b a c', '2: unknown flag: --form'],
    ['FROM a\nCOPY --from a c', '2: missing a value on flag: --from'],
    ['FROM a\nCOPY --link=x a c', '2: expecting boolean value for flag --link, not: x'],
    ['FROM a\nCOPY --chown=a --chown=b a c', '2: duplicate flag specified: --chown'],
    ['FROM a\nRUN --network=x a', '2: invalid network mode "x"'],
    ['FROM a\nRUN --security=x a', '2: security "x" is not valid'],
    [
      'FROM a\nRUN --mount=from=$x,target=/y a',
      "2: 'from' doesn't support variable expansion, define alias stage instead",
    ],
    ['FROM a\nRUN --device=a,b a', "2: invalid field 'b' must be a key=value pair"],
    ['FROM a\nSHELL x', '2: SHELL requires the arguments to be in JSON form'],
    ['FROM a\nONBUILD FROM b', "2: FROM isn't allowed as an ONBUILD trigger"],
    ['FROM a\nONBUILD ONBUILD RUN b', "2: Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
    ['FROM a\nHEALTHCHECK FOO', '2: Unknown type "FOO" in HEALTHCHECK (try CMD)'],
    ['FROM a\nHEALTHCHECK --interval=5x CMD a', '2: time: invalid duration "5x"'],
    ['FROM a\nHEALTHCHECK --interval=1us CMD a', '2: Interval "interval" cannot be less than 1ms'],
    ['FROM a\nHEALTHCHECK --retries=-1 CMD a', '2: --retries cannot be negative (-1)'],
    ['FROM a\nUSER', '2: USER requires exactly one argument'],
    ['FROM a\nENV =1', '2: ENV names can not be blank'],
    ['FROM a\nARG =1', '2: ARG names can not be blank'],
    ['FROM a\nVOLUME ["/a", ""]', '2: VOLUME specified can not be an empty string'],
    ['FROM a\nCOPY a <<E\nb\nE', '2: COPY cannot accept a heredoc as a destination'],
  ])('%j', (text, problem) => {
    expect(problems(`${text}\n`)).toEqual([problem]);
  });

  it('names one problem an instruction', () => {
    expect(problems('FOO\nFROM a\nBAR\nRUN --x a\n')).toEqual([
      '1: unknown instruction: FOO',
      '3: unknown instruction: BAR',
      '4: unknown flag: --x',
    ]);
  });

  it('has nothing against a good file', () => {
    expect(
      problems(
        'ARG A\nFROM a AS b\nRUN --mount=type=cache,target=/x a\nHEALTHCHECK NONE\nHEALTHCHECK --interval=1m30s CMD x\n',
      ),
    ).toEqual([]);
  });
});
