import type { CacheFolder, OptionSpelling } from '../recipes/recipe';
import { isOption, type ToolCall } from '../recipes/tool-call';
import { assignedValue } from '../shell/invocation';
import type { Word } from '../shell/word';
import { cleanPath } from './paths';
import type { DeclineReason } from './reasons';
import { wordValue, type CallEnvironment } from './script-environment';

export type CacheTarget =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: DeclineReason; readonly detail: string };

/** Where a call has its cache: its own option, then the variables in force, then the tool's default. */
export function cacheTarget(
  cache: CacheFolder,
  call: ToolCall,
  environment: CallEnvironment,
  image: string | undefined,
): CacheTarget {
  const option = cache.option === undefined ? undefined : optionValue(cache.option, call.arguments);
  if (option !== undefined) return absolute(wordValue(option, environment), option.text);
  for (const { variable, below } of cache.movedBy) {
    const { kind, ...rest } = environment.variable(variable);
    if (kind === 'unknown') return unknown(`$${variable}`);
    if ('value' in rest && rest.value !== '')
      return absolute(`${rest.value}/${below}`, `${variable}=${rest.value}`);
  }
  const shipped = cache.images.find((known) => image !== undefined && known.image.test(image));
  if (shipped !== undefined) return { ok: true, path: shipped.path };
  if (cache.place.kind === 'fixed') return { ok: true, path: cache.place.path };
  const home = environment.variable('HOME');
  if (home.kind !== 'set') return { ok: false, reason: 'home-unknown', detail: '' };
  return absolute(`${home.value}/${cache.place.below}`, `HOME=${home.value}`);
}

/** The value of the option, the last one where it is given several times. */
function optionValue(option: OptionSpelling, words: readonly Word[]): Word | undefined {
  const at = words.findLastIndex((word) => isOption(option, word.text));
  const word = words[at];
  if (word === undefined) return undefined;
  const name = /^(--?[\w-]+)=/.exec(word.text)?.[1];
  return name === undefined ? words[at + 1] : assignedValue(word, name);
}

function absolute(value: string | undefined, written: string): CacheTarget {
  const path = value === undefined || /[\s,"'*?[]/.test(value) ? undefined : cleanPath(value);
  return path === undefined || path === '/' ? unknown(written) : { ok: true, path };
}

function unknown(detail: string): CacheTarget {
  return { ok: false, reason: 'cache-folder-unknown', detail };
}
