import type { CacheFolder, Readers, Recipe, Subcommand } from '../recipes/recipe';
import { isCallOf, toolCall } from '../recipes/tool-call';
import { programName, type Invocation } from '../shell/invocation';
import type { CallsOfRun } from './decide-calls';
import { mayCallOthers } from './self-contained-programs';
import { startsOf } from './run-time-use';
import { lineage, runsAfter, type RunSite, type Sites } from './sites';
import { isDeletionOf } from './wipes';

/**
 * The caches of a recipe that a RUN may have mounted. Package lists (`renewedBy`) are a cache only where the RUN makes them
 * anew before it uses them, and where no later RUN reads them from the layer. What then only renews them needs no mount.
 */
export function mountableCaches(recipe: Recipe, run: CallsOfRun): readonly CacheFolder[] {
  const caches = recipe.caches.filter((cache) => isMountable(recipe, cache, run));
  if (caches.length === recipe.caches.length) return caches;
  const renewing = recipe.caches.flatMap(({ renewedBy }) => (renewedBy === undefined ? [] : [renewedBy]));
  const onlyRenews = run.calls.every(({ call }) =>
    renewing.some((subcommand) => isCallOf(recipe, call, subcommand)),
  );
  return onlyRenews ? [] : caches;
}

function isMountable(
  recipe: Recipe,
  { renewedBy, readBy, place }: CacheFolder,
  { sites, site, calls, script }: CallsOfRun,
): boolean {
  if (renewedBy === undefined || place.kind !== 'fixed') return true;
  const [first] = calls;
  if (first === undefined || !isCallOf(recipe, first.call, renewedBy)) return false;
  if (script.some((command) => isDeletionOf(recipe, command, place.path))) return true;
  return (
    !runsAfter(sites, site).some((later) => mayRead(recipe, later, renewedBy, readBy)) &&
    !startsFrom(sites, site).some((words) => mayReadWhenRun(recipe, readBy, words))
  );
}

/** Whether a RUN may need what an earlier one has left: it calls the tool without renewing first, or runs what may do so. */
function mayRead(
  recipe: Recipe,
  { commands }: RunSite,
  renewedBy: Subcommand,
  readBy: Readers | undefined,
): boolean {
  const read = commands();
  if (!read.ok) return true;
  if (readBy !== undefined && read.invocations.some((each) => isReader(recipe, readBy, each))) return true;
  const calls = read.invocations.flatMap((invocation) => toolCall(recipe, invocation) ?? []);
  const first = calls.find(({ effect }) => effect === 'fills');
  if (first !== undefined) return !isCallOf(recipe, first, renewedBy);
  return read.invocations.some((each) => toolCall(recipe, each) === undefined && mayCallOthers(each));
}

function isReader(
  { call }: Recipe,
  { programs, subcommands, told }: Readers,
  { words: [program, ...rest] }: Invocation,
): boolean {
  const name = programName(program) ?? '';
  if (call.programs.test(name)) return rest.some(({ value }) => subcommands.test(value ?? ''));
  return programs.test(name) || (!SAYS_ONLY.test(name) && rest.some(({ text }) => told.test(text)));
}

const SAYS_ONLY = /^(?:echo|printf|rm)$/;

/** What is in force at the end of the stages that hold what a RUN leaves: the words of each CMD and ENTRYPOINT. */
function startsFrom({ stages }: Sites, { stage }: RunSite): readonly (readonly string[])[] {
  return stages
    .map((each) => lineage(stages, each))
    .filter((line) => line.includes(stage))
    .flatMap((line) =>
      startsOf(line.flatMap(({ instructions }) => instructions.map((step) => step.instruction))),
    )
    .map(({ json, args }) => json?.map(({ value }) => value) ?? args.text.trim().split(/\s+/));
}

/** `["apt-get", "install", …]`, an entrypoint script, or a shell in which somebody installs something. */
function mayReadWhenRun({ call }: Recipe, readBy: Readers | undefined, words: readonly string[]): boolean {
  const name = (words[0] ?? '').replace(/^.*\//, '');
  return (
    /(?:^|\.)(?:ba|da|a|z)?sh$/.test(name) ||
    /^(?:sleep|tail)$/.test(name) ||
    call.programs.test(name) ||
    readBy?.programs.test(name) === true ||
    words.some((word) => /\.(?:ba)?sh$/.test(word) || readBy?.told.test(word) === true)
  );
}
