import { ProductError } from '../../errors/product-error';
import type { UvWishes } from './take-run';

/** The options by which users ask for another installer. */
export interface InstallerOptions {
  readonly use?: 'uv';
  readonly uvVersion?: string;
  readonly bytecode?: 'compile' | 'skip';
}

/** The version that the conversion was tried with; it stands in the Dockerfile, so that a new one changes no build. */
export const UV_VERSION = '0.9.5';

/**
 * How uv is to install; undefined where pip stays.
 * @throws ProductError OPTION_TYPE for a version that is none, and for options of uv without it
 */
export function uvWishes({ use, uvVersion, bytecode }: InstallerOptions): UvWishes | undefined {
  const version = uvVersion ?? UV_VERSION;
  if (!/^\d+(?:\.\d+)+$/.test(version))
    throw new ProductError({
      code: 'OPTION_TYPE',
      what: `"${version}" is no version of uv`,
      why: 'it is written into the Dockerfile as it is: numbers with dots between them',
      next: `correct --uv-version, for instance to ${UV_VERSION}`,
    });
  if (use === 'uv') return { version, compiles: bytecode !== 'skip' };
  if (uvVersion === undefined && bytecode === undefined) return undefined;
  throw new ProductError({
    code: 'OPTION_TYPE',
    what: `--${uvVersion === undefined ? 'bytecode' : 'uv-version'} is for uv`,
    why: 'pip installs here',
    next: 'add --use uv',
  });
}

/** The tools to upgrade for, where only some are asked for: with uv in the place of pip, both. */
export function toolsWith(
  only: readonly string[] | undefined,
  uv: UvWishes | undefined,
): readonly string[] | undefined {
  return uv === undefined || only === undefined || only.length === 0 ? only : [...new Set([...only, 'uv'])];
}
