import { readExtraArguments } from '../build/given-arguments';
import { relativeFolder } from './context-folder';
import { withoutTokens, type TokenValues } from './nx-tokens';
import { mergedChoices } from './target-choices';
import { objectOf, textOf, textsOf, type Fields, type OwnTarget } from './project-file';

/** Options of a build, as far as they decide what it reads and what its image is called. */
export interface OwnBuildOptions {
  readonly dockerfile: string | undefined;
  readonly context: string | undefined;
  /** The stage. */
  readonly target: string | undefined;
  /** By name; null where the environment gives the value. */
  readonly buildArgs: Readonly<Record<string, string | null>>;
  /** By name: a folder relative to the workspace, `docker-image://…`, or a URL. */
  readonly buildContexts: Readonly<Record<string, string>>;
  /** Further arguments of docker that may change which Dockerfile or stage is built. */
  readonly decidingArgs: readonly string[];
  readonly image: string | undefined;
  readonly tags: readonly string[] | undefined;
}

/**
 * All that a target may be built with: its options, and those with one of its configurations over them, as Nx lays what the
 * project says over the defaults of the workspace. At least one.
 * @param defaults see `targetDefaults`
 */
export function ownBuildOptions(
  own: OwnTarget | undefined,
  defaults: readonly OwnTarget[],
  project: TokenValues,
): readonly OwnBuildOptions[] {
  return (defaults.length === 0 ? [undefined] : defaults).flatMap((each) => {
    const { options: base, configurations } = mergedChoices(each, own);
    const configured = Object.values(configurations).map((options) => ({ ...base, ...options }));
    return [base, ...configured].map((options) => readBuildOptions(withoutTokens(options, project)));
  });
}

/** @param options of the executor, as somebody wrote them. */
export function readBuildOptions(options: Fields): OwnBuildOptions {
  const extra = readExtraArguments(textsOf(options['extraArgs']) ?? []);
  return {
    dockerfile: textOf(options['dockerfile']),
    context: textOf(options['context']),
    target: textOf(options['target']),
    buildArgs: { ...buildArgsOf(options['buildArgs']), ...buildArgsOf(extra.buildArgs) },
    buildContexts: namedValues([...(textsOf(options['buildContexts']) ?? []), ...extra.buildContexts]),
    decidingArgs: extra.rest.filter((word) => /^(?:-f|--(?:file|target|platform)\b)/.test(word)),
    image: textOf(options['image']),
    tags: textsOf(options['tags']),
  };
}

/** The folders that a build gets under other names, relative to the workspace. What lies outside of it is not among them. */
export function localContexts({ buildContexts }: Pick<OwnBuildOptions, 'buildContexts'>): readonly string[] {
  return Object.values(buildContexts)
    .filter((where) => !/^(?:[a-z0-9-]+:|\/|\.\.(?:\/|$))/i.test(where))
    .map(relativeFolder);
}

/** `["A=1", "B"]` and `{"A": "1", "B": null}`: B comes from the environment. */
function buildArgsOf(value: unknown): Readonly<Record<string, string | null>> {
  const list = textsOf(value);
  if (list === undefined)
    return Object.fromEntries(
      Object.entries(objectOf(value)).map(([name, given]) => [name, argumentValue(given)] as const),
    );
  const named = namedValues(list.filter((each) => each.includes('=')));
  return {
    ...Object.fromEntries(list.filter((each) => !each.includes('=')).map((name) => [name, null])),
    ...named,
  };
}

function argumentValue(given: unknown): string | null {
  return typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean'
    ? String(given)
    : null;
}

function namedValues(list: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    list.map((each) => {
      const equals = each.indexOf('=');
      return [each.slice(0, Math.max(equals, 0)), each.slice(equals + 1)] as const;
    }),
  );
}
