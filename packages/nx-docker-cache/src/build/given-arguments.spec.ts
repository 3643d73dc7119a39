import { givenBuildArgs, readExtraArguments } from './given-arguments';

describe('readExtraArguments', () => {
  const nothing = { buildArgs: [], noCache: false, noCacheStages: [], buildContexts: [], rest: [] };
  it.each<[readonly string[], object]>([
    [[], {}],
    [['--build-arg', 'A=1', '--build-arg=B'], { buildArgs: ['A=1', 'B'] }],
    [['--no-cache'], { noCache: true }],
    [['--no-cache=false'], { noCache: false }],
    [['--no-cache-filter', 'a,b'], { noCacheStages: ['a', 'b'] }],
    [['--build-context=base=/b'], { buildContexts: ['base=/b'] }],
    [['--shm-size=1g', '-q'], { rest: ['--shm-size=1g', '-q'] }],
    // What every object of JavaScript has is no flag.
    [['--annotation', 'constructor'], { rest: ['--annotation', 'constructor'] }],
  ])('%j', (words, expected) => {
    expect(readExtraArguments(words)).toEqual({ ...nothing, ...expected });
  });
});

describe('givenBuildArgs', () => {
  const environment = (name: string) => ({ HERE: 'x', SOURCE_DATE_EPOCH: '0' })[name];
  it.each([
    ['what is written', ['A=1'], [], { SOURCE_DATE_EPOCH: '0', A: '1' }],
    ['a value with an equals sign', ['A=b=c'], [], { SOURCE_DATE_EPOCH: '0', A: 'b=c' }],
    ['a name alone: the value of the environment', ['HERE'], [], { SOURCE_DATE_EPOCH: '0', HERE: 'x' }],
    ['a name that is not set: nothing', ['ELSEWHERE'], [], { SOURCE_DATE_EPOCH: '0' }],
    ['the last of a name', ['A=1'], ['--build-arg=A=2'], { SOURCE_DATE_EPOCH: '0', A: '2' }],
  ])('%s', (_, buildArgs, extraArgs, expected) => {
    expect(givenBuildArgs({ buildArgs, extraArgs }, environment)).toEqual(expected);
  });
});
