import type { CacheFolder, Recipe } from '../recipes/recipe';
import { toolCall } from '../recipes/tool-call';
import type { Command, Redirection } from '../shell/command';
import { programName } from '../shell/invocation';
import type { Word } from '../shell/word';
import type { CallInPlace } from './disablings';
import { deletedAlso, isAimed } from './own-wipe';
import { cleanPath, relationTo } from './paths';
import { isQuiet } from './quiet-programs';
import { decline, type Decline } from './run-decision';
import { removalProblem, type Removal, type Removals } from './script-change';
import { wordValue, type InvocationInPlace } from './script-environment';

/** A folder that is mounted, and the cache folder that it is or is a part of. */
export interface WipeTarget {
  readonly path: string;
  readonly folder: string;
}

/** What is known where wipes are looked for. */
export interface WipeFacts {
  readonly recipe: Recipe;
  readonly script: readonly InvocationInPlace[];
  /** What is mounted. */
  readonly targets: readonly WipeTarget[];
  /** Where a call of the tool has its cache. */
  readonly foldersOf: (call: CallInPlace) => readonly string[] | Decline;
  /** What has run before, in the stages below too; undefined where some of it cannot be read. */
  readonly earlier: () => readonly Pick<InvocationInPlace, 'invocation'>[] | undefined;
}

/**
 * What in a script would empty the cache folders while they are mounted: to be removed, because a mount that is emptied at
 * the end of each RUN is of no use, and because deleting the folder above a mount fails (it is busy).
 * Declines where another command works on the folder and nothing says that it can do without.
 */
export function findWipes(facts: WipeFacts): Removals {
  const removals: Removal[] = [];
  for (const place of facts.script) {
    const found = wipesOf(facts, place);
    const problem = found.problem ?? problemOf(facts, place, found);
    if (problem !== undefined) return { ok: false, reason: problem.reason, detail: problem.detail };
    removals.push(...found.removals);
  }
  return { ok: true, removals };
}

interface Found {
  readonly removals: readonly Removal[];
  /** True when more than the cache folder itself is deleted: `/root/.cache`. */
  readonly isWide: boolean;
  /** Set when a command works on the folder in a way that cannot be removed. */
  readonly problem: Decline | undefined;
}

const NOTHING: Found = { removals: [], isWide: false, problem: undefined };

/** Why what was found cannot go. */
function problemOf(facts: WipeFacts, place: InvocationInPlace, found: Found): Decline | undefined {
  if (found.removals.length === 0) return undefined;
  const { command, runsAs } = place.invocation;
  if (runsAs === 'other') return decline('runs-as-other-user', textOf(place));
  const problem = removalProblem(place.invocation);
  if (problem !== undefined) return decline(problem, textOf(place));
  const isLost = found.removals.some(({ kind }) => kind === 'command') && writesSomewhere(command);
  return isLost || (found.isWide && !isOnlyOwn(facts)) ? inUse(place) : undefined;
}

/** Whether all that a deleted folder of caches can hold is the tool's own cache. */
function isOnlyOwn({ recipe, script, earlier }: WipeFacts): boolean {
  const before = earlier();
  return before !== undefined && [...script, ...before].every((each) => isQuiet(recipe, each));
}

/** `pip cache purge > /log` leaves a file. */
function writesSomewhere({ redirections }: Command): boolean {
  const isNowhere = ({ operator, target }: Redirection): boolean =>
    operator.endsWith('&') || target?.value === '/dev/null';
  return !redirections.every(isNowhere);
}

function wipesOf(facts: WipeFacts, place: InvocationInPlace): Found {
  if (isElsewhere(place)) return NOTHING;
  const { recipe, targets } = facts;
  const call = toolCall(recipe, place.invocation);
  if (call?.effect === 'wipes' || call?.effect === 'wipes-and-more') return ownWipe(facts, { call, place });
  if (deletedOperands(place) !== undefined) return deletions(recipe, place, targets);
  const isWritten = place.invocation.command.redirections.some(({ target }) =>
    isInside(targets, target && pathOf(target, place)),
  );
  const isUsed = call === undefined && operandsOf(place).some((operand) => isUse(place, operand, targets));
  return isWritten || isUsed ? { ...NOTHING, problem: inUse(place) } : NOTHING;
}

/** `chroot /out rm -rf /var/cache/apt`: the paths are those of another file system. */
function isElsewhere({ invocation: { command, words } }: InvocationInPlace): boolean {
  const [program] = words;
  const at = program === undefined ? -1 : command.words.indexOf(program);
  return command.words.slice(0, Math.max(0, at)).some((word) => programName(word) === 'chroot');
}

/** A call with which the tool empties its own cache, which may be another one than that of the calls that fill it. */
function ownWipe({ recipe, targets, foldersOf }: WipeFacts, { call, place }: CallInPlace): Found {
  if (place.invocation.runsAs === 'other')
    return { ...NOTHING, problem: decline('runs-as-other-user', textOf(place)) };
  if (isAimed(recipe, call)) return { ...NOTHING, problem: inUse(place) };
  const folders = foldersOf({ call, place });
  if ('kind' in folders) return { ...NOTHING, problem: folders };
  if (deletedAlso(recipe, call).some((path) => !targets.some((target) => target.path === path)))
    return { ...NOTHING, problem: inUse(place) };
  const mounted = folders.filter((folder) => targets.some(({ path }) => path === folder));
  if (mounted.length === 0) return NOTHING;
  return mounted.length < folders.length || call.effect === 'wipes-and-more'
    ? { ...NOTHING, problem: inUse(place) }
    : { ...NOTHING, removals: [{ kind: 'command', command: place.invocation.command }] };
}

interface Operand {
  readonly word: Word;
  /** Absolute and clean, perhaps with a glob; undefined when it is not known or relative. */
  readonly path: string | undefined;
}

function operandsOf(place: InvocationInPlace): Operand[] {
  return place.invocation.words
    .slice(1)
    .filter(({ text }) => !text.startsWith('-'))
    .map((word) => ({ word, path: pathOf(word, place) }));
}

function pathOf(word: Word, { environment }: InvocationInPlace): string | undefined {
  const value = wordValue(word, environment);
  return value === undefined ? undefined : cleanPath(value);
}

/** What a command deletes; undefined where it is not a deletion and nothing else. */
function deletedOperands(place: InvocationInPlace): Operand[] | undefined {
  const [first, ...rest] = place.invocation.words;
  const program = programName(first);
  if (program === 'rm') return operandsOf(place);
  if (program !== 'find') return undefined;
  const at = rest.findIndex(({ text }) => /^[-(!\\]/.test(text));
  const expression = rest.slice(at).map(({ text, value }) => value ?? text);
  return at > 0 && DELETES_ALL.test(expression.join(' '))
    ? rest.slice(0, at).map((word) => ({ word, path: pathOf(word, place) }))
    : undefined;
}

/** `find /var/lib/apt/lists -type f -delete` */
const DELETES_ALL =
  /^(?:-(?:xdev|mount|depth) |-mindepth 1 |-type f |-name \* )*(?:-delete|-exec rm (?:-\w+ )?\{\} (?:\+|;))$/;

function deletions(recipe: Recipe, place: InvocationInPlace, targets: readonly WipeTarget[]): Found {
  const operands = deletedOperands(place) ?? [];
  const hits = operands.map((operand) => ({ ...operand, hit: strongestHit(recipe, operand, targets) }));
  const gone = hits.filter(({ hit }) => hit !== 'none');
  if (gone.length === 0) return NOTHING;
  const { command, words } = place.invocation;
  const isRm = programName(words[0]) === 'rm';
  const unclear = gone.find(({ hit }) => hit === 'unclear');
  if (unclear !== undefined && isRm)
    return { ...NOTHING, problem: decline('cache-folder-in-use', unclear.word.text) };
  const isWide = gone.some(({ hit }) => hit === 'wide');
  if (!isRm && (unclear !== undefined || isWide || gone.length < operands.length))
    return { ...NOTHING, problem: inUse(place) };
  if (gone.length === operands.length)
    return { ...NOTHING, isWide, removals: [{ kind: 'command', command }] };
  return {
    ...NOTHING,
    isWide,
    removals: gone.map(({ word }) => ({ kind: 'word', command, range: word.range })),
  };
}

/** `cache`: the folder or what is in it. `wide`: the folder of caches around it. `unclear`: perhaps. */
type Hit = 'none' | 'cache' | 'wide' | 'unclear';

function strongestHit(recipe: Recipe, operand: Operand, targets: readonly WipeTarget[]): Hit {
  const hits = targets.map((target) => hitOf(recipe, operand, target));
  return (['unclear', 'wide', 'cache'] as const).find((hit) => hits.includes(hit)) ?? 'none';
}

function hitOf(recipe: Recipe, { word, path }: Operand, { path: target, folder }: WipeTarget): Hit {
  if (path === undefined)
    return word.value === undefined && isSuspect(recipe, word, target) ? 'unclear' : 'none';
  if (path === folder || path === `${folder}/*`) return 'cache';
  const relation = relationTo(target, path);
  if (relation === 'apart') return 'none';
  const parent = target.slice(0, target.lastIndexOf('/'));
  if (path === parent || path === `${parent}/*`) return hitOfParent(recipe.caches, target, parent);
  if (relation === 'above') return 'unclear';
  const own = path.split('/').slice(0, target.split('/').length).join('/');
  return own === target ? 'cache' : 'unclear';
}

/** `~/.cache` belongs to whatever runs; where Yarn 1 has its cache as root, there is nothing else. */
function hitOfParent(caches: readonly CacheFolder[], target: string, parent: string): Hit {
  if (caches.some(({ place }) => place.kind === 'home' && place.forRoot === target)) return 'cache';
  return parent.endsWith('/.cache') ? 'wide' : 'unclear';
}

/** Whether a word that is known in part only may name the folder. Behind its last variable its text is certain. */
function isSuspect({ call, caches }: Recipe, { text, parts }: Word, target: string): boolean {
  const movers = caches.flatMap(({ movedBy }) => movedBy.map(({ variable }) => variable));
  const isNamed = (part: string): boolean =>
    /cache/i.test(part) || call.word.test(part) || movers.some((name) => part.includes(name));
  const certain = parts.findLastIndex(({ kind }) => kind !== 'text' && kind !== 'glob') + 1;
  const end = parts.slice(certain).map((part) => ('text' in part ? part.text : ''));
  const tail = end.join('');
  const isCertain = certain > 0 && tail.startsWith('/') && text.includes(tail.replace(/\/$/, ''));
  if (!isCertain) return isNamed(text);
  const head = parts
    .slice(0, certain)
    .map((part) => ('text' in part ? part.text : 'name' in part ? part.name : '~'));
  return isNamed(head.join('')) || (isNamed(tail) && mayEndIn(target, tail));
}

/** Whether a path with this end can be the folder or one above it, or something in it. */
function mayEndIn(target: string, tail: string): boolean {
  const segments = target.split('/').filter((segment) => segment !== '');
  const ends = segments.map((_, index) => segments.slice(0, index + 1));
  const own = tail.split('/').filter((segment) => segment !== '');
  return ends.some((path) => {
    const end = path.slice(-own.length);
    return end.length === own.length && relationTo(`/${end.join('/')}`, `/${own.join('/')}`) === 'same';
  });
}

/** Whether a command deletes a folder, or all that is in it. */
export function isDeletionOf(recipe: Recipe, place: InvocationInPlace, path: string): boolean {
  if (isElsewhere(place)) return false;
  const call = toolCall(recipe, place.invocation);
  if (call !== undefined) return !isAimed(recipe, call) && deletedAlso(recipe, call).includes(path);
  return deletions(recipe, place, [{ path, folder: path }]).removals.length > 0;
}

type UseRule = (target: string, operand: Operand, words: readonly Word[]) => boolean;

/** A whole tree is worked on: the folder, what is in it, or what is above it, but for the root of all. */
const onTree: UseRule = (target, { path }) =>
  path !== undefined && path !== '/' && relationTo(target, path) !== 'apart';

const onTreeWith =
  (option: RegExp): UseRule =>
  (target, operand, words) =>
    words.some(({ text }) => option.test(text)) && onTree(target, operand, words);

/** Commands that change or carry away what is below their operands. */
const USES: Readonly<Record<string, UseRule>> = {
  chown: onTreeWith(/^-\w*R|^--recursive/),
  chgrp: onTreeWith(/^-\w*R|^--recursive/),
  chmod: onTreeWith(/^-\w*R|^--recursive/),
  find: onTreeWith(/^-(?:delete|exec|execdir|ok)$/),
  mv: onTree,
  cp: onTree,
  rsync: onTree,
  rmdir: onTree,
  shred: onTree,
  cd: (target, { path }) =>
    path !== undefined &&
    relationTo(target, path) !== 'apart' &&
    path.length >= target.lastIndexOf('/') &&
    path !== '/',
};

/** Commands that only name the folder, or make it. */
const NAMES_IT = /^(?:mkdir|install|ln|echo|printf|export|chown|chgrp|chmod|set|true|:)$/;
const ASKS_FOR_IT = /^(?:test|\[|\[\[)$/;
/** Where nothing becomes of what these say. */
const SHOWS_IT = /^(?:ls|du|stat|find)$/;

function isUse({ invocation }: InvocationInPlace, operand: Operand, targets: readonly WipeTarget[]): boolean {
  const program = programName(invocation.words[0]) ?? '';
  const rule = Object.hasOwn(USES, program) ? USES[program] : undefined;
  if (rule !== undefined && targets.some(({ path }) => rule(path, operand, invocation.words))) return true;
  if (rule !== undefined && program !== 'find') return false;
  if (NAMES_IT.test(program) || !isInside(targets, operand.path)) return false;
  if (ASKS_FOR_IT.test(program)) return !targets.some(({ path }) => path === operand.path);
  const { nesting } = invocation.command;
  return !SHOWS_IT.test(program) || nesting.includes('substitution') || nesting.includes('pipeline');
}

/** Whether a path is one of the folders, or in it. */
function isInside(targets: readonly WipeTarget[], path: string | undefined): boolean {
  return (
    path !== undefined && targets.some((target) => /^(?:same|inside)$/.test(relationTo(target.path, path)))
  );
}

function inUse(place: InvocationInPlace): Decline {
  return decline('cache-folder-in-use', textOf(place));
}

function textOf({ invocation }: InvocationInPlace): string {
  return invocation.words.map(({ text }) => text).join(' ');
}
