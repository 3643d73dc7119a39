import type { BuildOptions } from './build-options';

type Environment = (name: string) => string | undefined;

/** What the further arguments of docker say that matters to others than docker. */
export interface ExtraArguments {
  readonly buildArgs: readonly string[];
  readonly noCache: boolean;
  readonly noCacheStages: readonly string[];
  /** `name=where`. */
  readonly buildContexts: readonly string[];
  readonly rest: readonly string[];
}

export function readExtraArguments(words: readonly string[]): ExtraArguments {
  const found: Readonly<Record<FlagTarget | 'rest', string[]>> = {
    buildArgs: [],
    noCache: [],
    noCacheStages: [],
    buildContexts: [],
    rest: [],
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [flag = '', ...value] = word.split('=');
    const target = FLAGS.get(flag);
    if (target === undefined) found.rest.push(word);
    else if (value.length > 0) found[target].push(value.join('='));
    else if (target === 'noCache') found.noCache.push('true');
    else found[target].push(words[(index += 1)] ?? '');
  }
  return {
    ...found,
    noCache: found.noCache.some((value) => value !== 'false'),
    noCacheStages: found.noCacheStages.flatMap((stages) => stages.split(',')),
  };
}

type FlagTarget = 'buildArgs' | 'noCache' | 'noCacheStages' | 'buildContexts';

const FLAGS: ReadonlyMap<string, FlagTarget> = new Map([
  ['--build-arg', 'buildArgs'],
  ['--no-cache', 'noCache'],
  ['--no-cache-filter', 'noCacheStages'],
  ['--build-context', 'buildContexts'],
]);

/** The build arguments that reach BuildKit, by name. The last one of a name counts. */
export function givenBuildArgs(
  { buildArgs, extraArgs }: Pick<BuildOptions, 'buildArgs' | 'extraArgs'>,
  environment: Environment,
): Readonly<Record<string, string>> {
  const written = [...buildArgs, ...readExtraArguments(extraArgs).buildArgs];
  const given = [...FROM_ENVIRONMENT, ...written].flatMap((argument): [string, string][] => {
    const equals = argument.indexOf('=');
    if (equals >= 0) return [[argument.slice(0, equals), argument.slice(equals + 1)]];
    const value = environment(argument);
    return value === undefined ? [] : [[argument, value]];
  });
  return Object.fromEntries(given);
}

/** buildx passes it on without being asked (docker/buildx, commands/build.go). */
const FROM_ENVIRONMENT = ['SOURCE_DATE_EPOCH'];
