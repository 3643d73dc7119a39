import { imageVariable } from '../image-state/variables';
import { inputGlobs, type ContextInput } from './build-inputs';
import { localContexts } from './own-build-options';
import type { BuildFacts, BuildWay, OwnInputs } from './project-facts';
import { wholeReason } from './read-metadata';
import { WHOLE_CONTEXT } from './read-places';

/**
 * The part of a target's inputs that follows from its project alone.
 * @param whole why its contexts have to be taken as a whole, whatever its Dockerfile says; undefined where they need not
 */
export function ownInputs(
  { target, ways }: Pick<BuildFacts, 'target' | 'ways'>,
  projectRoot: string,
  whole?: string,
): OwnInputs {
  return {
    variable: imageVariable(projectRoot, target),
    globs: inputGlobs({
      projectRoot,
      dockerfiles: [...new Set(ways.map(({ dockerfile }) => dockerfile))],
      contexts: distinct(ways.flatMap((way) => contextsOf(way, whole))),
    }),
  };
}

/** The context of a build and the folders that it gets under other names (`--build-context`), which are read whole. */
function contextsOf(way: BuildWay, whole: string | undefined): readonly ContextInput[] {
  const { context, ignoreText, places, options } = way;
  const isWhole = wholeReason(way, { whole }) !== undefined;
  const further = localContexts(options).map((folder) => ({
    folder,
    ignoreText: undefined,
    places: WHOLE_CONTEXT,
  }));
  return [{ folder: context, ignoreText, places: isWhole ? WHOLE_CONTEXT : places }, ...further];
}

function distinct(contexts: readonly ContextInput[]): readonly ContextInput[] {
  if (contexts.length < 2) return contexts;
  return [...new Map(contexts.map((each) => [JSON.stringify(each), each])).values()];
}
