import { ProductError } from '../../errors/product-error';
import type { UpgradeOptions } from '../plan';

/** The options by which users ask for another installer. */
export interface InstallerOptions {
  readonly use?: 'uv';
  readonly uvVersion?: string;
  readonly bytecode?: 'compile' | 'skip' | 'parallel';
}

/** The version that the conversion was tried with; it stands in the Dockerfile, so that a new one changes no build. */
export const UV_VERSION = '0.9.5';

/** What the options say about installing; nothing where pip installs and compiles as it always does. */
export type InstallerWishes = Pick<UpgradeOptions, 'uv' | 'compilesAtOnce'>;

/** @throws ProductError OPTION_TYPE for a version that is none, and for options of uv without it */
export function installerWishes({ use, uvVersion, bytecode }: InstallerOptions): InstallerWishes {
  const version = uvVersion ?? UV_VERSION;
  if (!/^\d+(?:\.\d+)+$/.test(version))
    throw new ProductError({
      code: 'OPTION_TYPE',
      what: `"${version}" is no version of uv`,
      why: 'it is written into the Dockerfile as it is: numbers with dots between them',
      next: `correct --uv-version, for instance to ${UV_VERSION}`,
    });
  // uv compiles on all cores anyway.
  if (use === 'uv') return { uv: { version, compiles: bytecode !== 'skip' } };
  if (uvVersion === undefined && bytecode === 'parallel') return { compilesAtOnce: true };
  if (uvVersion === undefined && bytecode === undefined) return {};
  throw new ProductError({
    code: 'OPTION_TYPE',
    what: uvVersion === undefined ? `--bytecode ${bytecode ?? ''} is for uv` : '--uv-version is for uv',
    why: 'pip installs here',
    next: 'add --use uv',
  });
}

/** The tools to upgrade for, where only some are asked for: with uv in the place of pip, both. */
export function toolsWith(
  only: readonly string[] | undefined,
  { uv }: InstallerWishes,
): readonly string[] | undefined {
  return uv === undefined || only === undefined || only.length === 0 ? only : [...new Set([...only, 'uv'])];
}
