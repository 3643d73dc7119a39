import type { Expansion } from '../dockerfile/expand';
import { PLATFORM_ARGS } from '../dockerfile/predefined-args';
import { pathInContext } from './clean-path';

/** One source of a COPY, ADD or bind mount, variables expanded. Paths are relative to where it takes files from, '' is all. */
export type ReadSource =
  /** A pattern as Go's `filepath.Match` reads it, or, with `--parents`, one with `**`. As written but for variables. */
  | { readonly kind: 'pattern'; readonly pattern: string }
  /** The source of a mount: no wildcards. */
  | { readonly kind: 'folder'; readonly path: string }
  /** Fetched over the network; `pinned` when a checksum or a commit says what it is. */
  | { readonly kind: 'url' | 'git'; readonly url: string; readonly pinned: boolean }
  /** Something below `folder`, as far as that can be known; '' is everything. */
  | {
      readonly kind: 'unknown';
      readonly written: string;
      readonly folder: string;
      /** Why it is not known: for people. */
      readonly reason: string;
    };

export interface SourceFacts {
  /** Only ADD fetches: for COPY the engine refuses a URL. */
  readonly isAdd: boolean;
  readonly checksum: boolean;
}

export function readSource(
  written: string,
  expansion: Expansion,
  { isAdd, checksum }: SourceFacts,
): ReadSource {
  if (expansion.kind === 'invalid')
    return { kind: 'unknown', written, folder: '', reason: `BuildKit refuses it: ${expansion.message}` };
  if (expansion.kind === 'unknown') return unknownSource(written, expansion.variables, expansion.partial);
  const { value } = expansion;
  if (!isAdd) return { kind: 'pattern', pattern: value };
  if (isGit(value)) return { kind: 'git', url: value, pinned: checksum || namesCommit(value) };
  if (/^https?:\/\//.test(value)) return { kind: 'url', url: value, pinned: checksum };
  return { kind: 'pattern', pattern: value };
}

/** A platform never leads out of the folder that it stands in; any other value may. */
function unknownSource(written: string, variables: readonly string[], partial: string): ReadSource {
  const names = variables.map((name) => `$${name}`).join(', ');
  const known = partial.slice(0, Math.max(partial.indexOf('$'), 0));
  const folder = /[*?[\\]/.test(known) ? '' : pathInContext(known.slice(0, known.lastIndexOf('/') + 1));
  const isPlatform = variables.every((name) => PLATFORM_ARGS.has(name));
  return {
    kind: 'unknown',
    written,
    folder: isPlatform ? folder : '',
    reason: `the value of ${names} is only known to the build`,
  };
}

/** Remotes that BuildKit clones: `dfgitutil.ParseGitRef`. */
function isGit(source: string): boolean {
  if (/^https?:\/\//.test(source)) return /\.git$/.test(source.replace(/[?#].*$/s, ''));
  return /^(?:git|ssh):\/\//.test(source) || /^[\w.-]+@[\w.-]+:(?!\/\/)/.test(source);
}

function namesCommit(url: string): boolean {
  return /[#?&](?:(?:ref|commit|checksum)=)?[0-9a-f]{40}(?![0-9a-f])/.test(url);
}
