import type { Cause, CauseKind, EntryChange, FileChange } from '../cause';
import { printable } from '../../text/printable';
import type { Miss } from './report';

/** The cause in a few words, for one cell of a table. Plain text of one line, but not escaped for any format. */
export function causeWords(cause: Cause | undefined): string {
  if (cause === undefined) return '';
  const words = WORDS[cause.kind] as (cause: Cause) => string;
  return printable(words(cause));
}

/** The same for a step, with what is behind it where it ran because of one above. */
export function missWords({ cause, root }: Pick<Miss, 'cause' | 'root'>): string {
  if (cause?.kind !== 'step-above-ran' || root?.cause === undefined) return causeWords(cause);
  return `${root.line === undefined ? 'above' : `line ${root.line}`}: ${causeWords(root.cause)}`;
}

type OfKind<Kind extends CauseKind> = Extract<Cause, { readonly kind: Kind }>;

const WORDS: { readonly [Kind in CauseKind]: (cause: OfKind<Kind>) => string } = {
  'file-changed': ({ files, more }) => listed(files.map(fileWords), more),
  'instruction-changed': ({ instruction, change }) => `${instruction} ${change}`,
  'argument-changed': ({ names }) => `build argument ${names.join(', ')}`,
  'option-changed': ({ names }) => `option ${names.join(', ')}`,
  'base-image-moved': ({ image }) => `base image ${image} moved`,
  'step-above-ran': () => 'a step above ran',
  'first-build-here': () => 'first build here',
  'not-in-last-build': () => 'the last build did not reach it',
  'builder-changed': ({ before }) => `built by ${before} before`,
  evicted: () => 'evicted from the cache',
  'no-cache-asked': () => 'no cache was asked for',
  unknown: () => 'not known',
};

const SHOWN = 2;

function listed(items: readonly string[], more: number): string {
  const hidden = more + Math.max(0, items.length - SHOWN);
  return `${items.slice(0, SHOWN).join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

function fileWords({ path, change, entries }: FileChange): string {
  if (entries !== undefined && entries.changes.length > 0)
    return `${path}: ${listed(entries.changes.map(entryWords), entries.more)}`;
  return change === 'content'
    ? `${path} changed`
    : `${path} ${change === 'mode' ? 'changed its mode' : change}`;
}

function entryWords({ name, before, after }: EntryChange): string {
  if (before === undefined) return `+${name}`;
  return after === undefined ? `-${name}` : `${name} ${before} → ${after}`;
}
