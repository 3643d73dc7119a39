import type { Recipe } from '../recipes/recipe';
import { toolCall } from '../recipes/tool-call';
import { programName } from '../shell/invocation';
import { destinationOf } from './destination';
import { neededAfter } from './needed-after';
import { cleanPath, HOLDS_CACHES, relationTo } from './paths';
import { decline, type Decline } from './run-decision';
import { environmentsOf, wordValue, type InvocationInPlace } from './script-environment';
import { lineage, runsBefore, writtenText, type RunSite, type Sites } from './sites';
import { surroundingsOf } from './surroundings';
import { ownContent } from './own-content';
import type { ScriptFinder } from './started-scripts';
import { takenFrom } from './stage-takings';

/**
 * Why a folder cannot be mounted because of what is in it: an earlier instruction puts something there, which the mount
 * would hide; or another stage takes it, or a later RUN works on it, from where nothing would be any more.
 */
export function foreignContent(
  sites: Sites,
  site: RunSite,
  recipe: Recipe,
  { folder, scripts }: { readonly folder: string; readonly scripts: ScriptFinder },
): Decline | undefined {
  const hidden = copiedInto(sites, site, folder) ?? writtenInto(sites, site, recipe, folder);
  if (hidden !== undefined) return decline('content-hidden', hidden);
  const own = ownContent(sites, site, recipe, folder, scripts);
  if (own !== undefined) return own;
  const taken = takenFrom(sites, site, recipe, folder);
  if (taken !== undefined) return decline('content-copied', taken);
  const needed = neededAfter(sites, site, recipe, folder);
  return needed === undefined ? undefined : decline('content-needed', needed);
}

/** A COPY or ADD before the RUN that puts something into the folder. */
function copiedInto({ stages }: Sites, site: RunSite, folder: string): string | undefined {
  const before = lineage(stages, site.stage).flatMap((stage) =>
    stage.instructions.filter(
      ({ instruction }) =>
        stage !== site.stage || site.isTrigger || instruction.startLine < site.run.startLine,
    ),
  );
  const found = before.find((step) => {
    const path = destinationOf(step);
    if (path === undefined) return false;
    const relation = relationTo(folder, path);
    return relation === 'same' || relation === 'inside' || (relation === 'above' && HOLDS_CACHES.test(path));
  });
  return found && `line ${found.instruction.startLine}`;
}

/** A command of an earlier RUN, other than the tool itself, that writes to a path in the folder. */
function writtenInto(sites: Sites, site: RunSite, recipe: Recipe, folder: string): string | undefined {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  for (const earlier of runsBefore(sites, site)) {
    if (!writtenText(earlier.run).includes(name)) continue;
    const commands = earlier.commands();
    if (!commands.ok) continue;
    const { environment } = surroundingsOf(sites, earlier);
    const writer = environmentsOf(commands.invocations, environment).some((place) =>
      writes(recipe, place, folder),
    );
    if (writer) return `line ${earlier.run.startLine}`;
  }
  return undefined;
}

const HARMLESS = /^(?:rm|mkdir|chown|chmod|ls|export|cd|test|\[|find|rmdir)$/;

function writes(recipe: Recipe, { invocation, environment }: InvocationInPlace, folder: string): boolean {
  const targets = invocation.command.redirections.flatMap(({ target }) => target ?? []);
  const isHarmless =
    HARMLESS.test(programName(invocation.words[0]) ?? '') || toolCall(recipe, invocation) !== undefined;
  return [...(isHarmless ? [] : invocation.words.slice(1)), ...targets].some((word) => {
    const path = cleanPath(wordValue(word, environment) ?? '');
    return path !== undefined && relationTo(folder, path) === 'inside';
  });
}
