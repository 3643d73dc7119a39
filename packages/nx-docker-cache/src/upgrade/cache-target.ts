import type { CacheFolder, OptionSpelling } from '../recipes/recipe';
import { isOption, type ToolCall } from '../recipes/tool-call';
import { assignedValue } from '../shell/invocation';
import type { Word } from '../shell/word';
import { cleanPath } from './paths';
import type { DeclineReason } from './reasons';
import { wordValue, type CallEnvironment } from './script-environment';

/** `paths`: the folders to mount; `folder`: the one that they are in, or that they are. */
export type CacheTarget =
  | { readonly ok: true; readonly folder: string; readonly paths: readonly string[] }
  | { readonly ok: false; readonly reason: DeclineReason; readonly detail: string };

/** What decides where a call has its cache. */
export interface TargetFacts {
  readonly environment: CallEnvironment;
  readonly image: string | undefined;
  readonly isRoot: boolean;
  /** The home folder that the account has, whatever HOME says. */
  readonly accountHome: string | undefined;
}

/** Where a call has its cache: its own option, then the variables in force, then the tool's default. */
export function cacheTarget(cache: CacheFolder, call: ToolCall, facts: TargetFacts): CacheTarget {
  const folder = cacheFolder(cache, call, facts);
  if (!folder.ok || cache.parts.length === 0) return folder;
  return { ...folder, paths: cache.parts.map((part) => `${folder.folder}/${part}`) };
}

function cacheFolder(cache: CacheFolder, call: ToolCall, facts: TargetFacts): CacheTarget {
  const { environment, image } = facts;
  const option = cache.option === undefined ? undefined : optionValue(cache.option, call.arguments);
  if (option !== undefined) return absolute(wordValue(option, environment), option.text);
  for (const { variable, below } of cache.movedBy) {
    const { kind, ...rest } = environment.variable(variable);
    if (kind === 'unknown') return unknown(`$${variable}`);
    if ('value' in rest && rest.value !== '')
      return absolute(`${rest.value}/${below}`, `${variable}=${rest.value}`);
  }
  const shipped = cache.images.find((known) => image !== undefined && known.image.test(image));
  if (shipped !== undefined) return known(shipped.path);
  return defaultFolder(cache.place, facts);
}

function defaultFolder(
  place: CacheFolder['place'],
  { environment, image, isRoot, accountHome }: TargetFacts,
): CacheTarget {
  if (place.kind === 'fixed') return known(place.path);
  if (place.kind === 'image') return unknown(image ?? '');
  if (isRoot && place.forRoot !== undefined) return known(place.forRoot);
  const variable = environment.variable('HOME');
  const ofVariable = variable.kind === 'set' ? variable.value : undefined;
  const home = place.by === 'account' ? accountHome : ofVariable;
  if (home === undefined) return { ok: false, reason: 'home-unknown', detail: '' };
  return absolute(`${home}/${place.below}`, `HOME=${home}`);
}

/** The value of the option, the last one where it is given several times. */
function optionValue(option: OptionSpelling, words: readonly Word[]): Word | undefined {
  const at = words.findLastIndex((word) => isOption(option, word.text));
  const word = words[at];
  if (word === undefined) return undefined;
  const name = /^(--?[\w.-]+)=/.exec(word.text)?.[1];
  return name === undefined ? words[at + 1] : assignedValue(word, name);
}

function absolute(value: string | undefined, written: string): CacheTarget {
  const path = value === undefined || /[\s,"'*?[]/.test(value) ? undefined : cleanPath(value);
  return path === undefined || path === '/' || path.startsWith('/dev/') ? unknown(written) : known(path);
}

function known(folder: string): CacheTarget {
  return { ok: true, folder, paths: [folder] };
}

function unknown(detail: string): CacheTarget {
  return { ok: false, reason: 'cache-folder-unknown', detail };
}
