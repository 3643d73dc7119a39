import type { Recipe } from '../recipes/recipe';
import { toolCall } from '../recipes/tool-call';
import { programName } from '../shell/invocation';
import type { Word } from '../shell/word';
import { cleanPath, relationTo } from './paths';
import { removalProblem, type Removal, type Removals } from './script-change';
import { isQuiet } from './quiet-programs';
import { wordValue, type InvocationInPlace } from './script-environment';

/** A folder that is mounted, and the cache folder that it is or is a part of. */
export interface WipeTarget {
  readonly path: string;
  readonly folder: string;
}

/**
 * What in a script would empty the cache folders `targets` while they are mounted: to be removed, because a mount that
 * is emptied at the end of each RUN is of no use, and because deleting the folder above a mount fails (it is busy).
 * Declines where another command works on the folder and nothing says that it can do without.
 */
export function findWipes(
  recipe: Recipe,
  script: readonly InvocationInPlace[],
  targets: readonly WipeTarget[],
): Removals {
  const removals: Removal[] = [];
  for (const place of script) {
    const found = wipesOf(recipe, place, targets);
    if (found.use !== undefined) return { ok: false, reason: 'cache-folder-in-use', detail: found.use };
    if (found.removals.length === 0) continue;
    const problem = removalProblem(place.invocation);
    if (problem !== undefined) return { ok: false, reason: problem, detail: textOf(place) };
    if (found.isWide && !script.every((other) => isQuiet(recipe, other))) {
      return { ok: false, reason: 'cache-folder-in-use', detail: textOf(place) };
    }
    removals.push(...found.removals);
  }
  return { ok: true, removals };
}

interface Found {
  readonly removals: readonly Removal[];
  /** True when more than the cache folder itself is deleted: `/root/.cache`. */
  readonly isWide: boolean;
  /** The word of a command that works on the folder in a way that cannot be removed. */
  readonly use: string | undefined;
}

const NOTHING: Found = { removals: [], isWide: false, use: undefined };

function wipesOf(recipe: Recipe, place: InvocationInPlace, targets: readonly WipeTarget[]): Found {
  const { invocation } = place;
  if (toolCall(recipe, invocation)?.effect === 'wipes') {
    return { ...NOTHING, removals: [{ kind: 'command', command: invocation.command }] };
  }
  const program = programName(invocation.words[0]);
  if (program === 'rm') return deletions(recipe, place, targets);
  const isUse = program === undefined ? undefined : USES[program];
  if (isUse === undefined || !Object.hasOwn(USES, program ?? '')) return NOTHING;
  const operands = operandsOf(place);
  const use = operands.find((operand) => targets.some(({ path }) => isUse(path, operand, invocation.words)));
  return { ...NOTHING, use: use && textOf(place) };
}

interface Operand {
  readonly word: Word;
  /** Absolute and clean, perhaps with a glob; undefined when it is not known or relative. */
  readonly path: string | undefined;
}

function operandsOf({ invocation, environment }: InvocationInPlace): Operand[] {
  return invocation.words
    .slice(1)
    .filter(({ text }) => !text.startsWith('-'))
    .map((word) => {
      const value = wordValue(word, environment);
      return { word, path: value === undefined ? undefined : cleanPath(value) };
    });
}

function deletions(recipe: Recipe, place: InvocationInPlace, targets: readonly WipeTarget[]): Found {
  const operands = operandsOf(place);
  const hits = operands.map((operand) => ({ ...operand, hit: strongestHit(recipe, operand, targets) }));
  const use = hits.find(({ hit }) => hit === 'unclear');
  if (use !== undefined) return { ...NOTHING, use: use.word.text };
  const gone = hits.filter(({ hit }) => hit !== 'none');
  if (gone.length === 0) return NOTHING;
  const { command } = place.invocation;
  const isWide = gone.some(({ hit }) => hit === 'wide');
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
  if (path === undefined) return word.value === undefined && isSuspect(recipe, word) ? 'unclear' : 'none';
  if (path === folder || path === `${folder}/*`) return 'cache';
  const relation = relationTo(target, path);
  if (relation === 'apart') return 'none';
  const parent = target.slice(0, target.lastIndexOf('/'));
  if (path === parent || path === `${parent}/*`) return /\/\.?cache$/.test(parent) ? 'wide' : 'unclear';
  if (relation === 'above') return 'unclear';
  const own = path.split('/').slice(0, target.split('/').length).join('/');
  return own === target ? 'cache' : 'unclear';
}

function isSuspect({ call, caches }: Recipe, { text }: Word): boolean {
  const movers = caches.flatMap(({ movedBy }) => movedBy.map(({ variable }) => variable));
  return /cache/i.test(text) || call.word.test(text) || movers.some((name) => text.includes(name));
}

/** Whether a command deletes a folder, or all that is in it. */
export function isDeletionOf(recipe: Recipe, place: InvocationInPlace, path: string): boolean {
  const targets = [{ path, folder: path }];
  return (
    deletions(recipe, place, targets).removals.length > 0 && programName(place.invocation.words[0]) === 'rm'
  );
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

function textOf({ invocation }: InvocationInPlace): string {
  return invocation.words.map(({ text }) => text).join(' ');
}
