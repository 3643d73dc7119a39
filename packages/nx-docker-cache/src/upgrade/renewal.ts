import type { CacheFolder, Readers, Recipe, Subcommand } from '../recipes/recipe';
import { isCallOf, toolCall } from '../recipes/tool-call';
import { programName, type Invocation } from '../shell/invocation';
import type { CallsOfRun } from './decide-calls';
import { runsAfter, type RunSite } from './sites';
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
  return !runsAfter(sites, site).some((later) => mayRead(recipe, later, renewedBy, readBy));
}

/** Whether a RUN may need what an earlier one has left: it calls the tool without renewing first, or runs a script. */
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
  return read.invocations.some(runsScript);
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

/** `./install.sh`, `bash install.sh`, `make deps`: who knows what they call. */
function runsScript({ words, script }: Invocation): boolean {
  const [program] = words;
  if (program === undefined) return false;
  const name = programName(program);
  if (name === undefined) return true;
  if (/^(?:sh|bash|dash|ash|source|\.|make)$/.test(name)) return script === undefined;
  return program.text.includes('/') && !/^(?:\/usr)?(?:\/local)?\/s?bin\//.test(program.text);
}
