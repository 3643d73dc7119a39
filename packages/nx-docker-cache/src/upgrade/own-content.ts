import { posix } from 'node:path';
import type { SentFiles } from '../context/project-files';
import { copySources } from '../dockerfile/copy-sources';
import type { ScopedInstruction } from '../dockerfile/stages';
import type { Recipe } from '../recipes/recipe';
import { fillsCache } from '../recipes/tool-call';
import { destinationOf } from './destination';
import { isPublishedImage } from './known-images';
import { copyPlace, wouldPut } from './order/copy-place';
import { hasMountsAt } from './existing-mounts';
import { relationTo, speaksOf } from './paths';
import { decline, type Decline } from './run-decision';
import { instructionsAbove, lineage, mentions, runsBefore, type RunSite, type Sites } from './sites';
import type { ScriptFinder } from './started-scripts';
import { isDriver, useOf } from './store-users';

/**
 * Where people put something of their own into a folder (artifacts that they install by hand, settings): what a script before
 * the RUN or the base image may have put there, which no download would bring back.
 */
export function ownContent(
  sites: Sites,
  site: RunSite,
  recipe: Recipe,
  folder: string,
  scripts: ScriptFinder,
): Decline | undefined {
  if (!recipe.caches.some(({ keepsOwn }) => keepsOwn)) return undefined;
  for (const earlier of runsBefore(sites, site)) {
    if (isServed(sites, earlier, recipe, folder)) continue;
    for (const script of scripts.of(earlier)) {
      const use = useOf(recipe, script);
      const detail = `line ${earlier.run.startLine}: ${script.written}`;
      if (use === 'runs' || speaksOf(folder, script.text ?? '')) return decline('content-hidden', detail);
      if (use === 'unread') return decline('content-unknown', detail);
    }
  }
  const brought = broughtWhole(sites, site, folder, scripts.context);
  if (brought !== undefined) return brought;
  const base = unknownBase(sites, site);
  return base === undefined ? undefined : decline('content-unknown', base);
}

/** A folder above it that is copied (`COPY .m2 /root/.m2`) or unpacked: what is in it only the build context can tell. */
function broughtWhole(
  sites: Sites,
  site: RunSite,
  folder: string,
  context: SentFiles | undefined,
): Decline | undefined {
  for (const step of instructionsAbove(sites, site)) {
    const path = destinationOf(step);
    if (path === undefined || path === '/' || relationTo(folder, path) !== 'above') continue;
    const line = `line ${step.instruction.startLine}`;
    const place = context && copyPlace(step, sites.stages, context);
    const isSeen = context !== undefined && place?.kind === 'context';
    if (isSeen && wouldPut(place, folder, context, 'now')) return decline('content-hidden', line);
    if (unpacks(step) || (!isSeen && copiesAsNamed(step, path))) return decline('content-unknown', line);
  }
  return undefined;
}

function unpacks({ instruction }: ScopedInstruction): boolean {
  const sources = instruction.name === 'ADD' ? copySources(instruction)?.sources : undefined;
  return sources?.some(({ text }) => /\.(?:tar(?:\.\w+)?|t[gbx]z2?)$/.test(text)) === true;
}

/** A folder that is copied under its own name comes with all that is in it. */
function copiesAsNamed({ instruction }: ScopedInstruction, path: string): boolean {
  const sources = copySources(instruction)?.sources ?? [];
  return sources.some(({ text }) => posix.basename(text) === posix.basename(path));
}

/** Whether a RUN has the folder mounted, or will have it. */
function isServed(sites: Sites, site: RunSite, recipe: Recipe, folder: string): boolean {
  if (hasMountsAt(site, [folder])) return true;
  if (fills(recipe, site)) return true;
  const read = site.commands();
  const drives = read.ok && read.invocations.some((each) => isDriver(recipe, each));
  return drives && runsBefore(sites, site).some((earlier) => fills(recipe, earlier));
}

function fills(recipe: Recipe, site: RunSite): boolean {
  if (!mentions(site, recipe.call.word)) return false;
  const read = site.commands();
  return read.ok && read.invocations.some((each) => fillsCache(recipe, each));
}

/** The image that the stage begins with, where it may be one of the user's own. */
function unknownBase({ stages }: Sites, { stage }: RunSite): string | undefined {
  const base = lineage(stages, stage)[0]?.base;
  const name = base?.kind === 'image' ? base.reference : base?.kind === 'unknown' ? base.written : undefined;
  return name === undefined || isPublishedImage(name) ? undefined : name;
}
