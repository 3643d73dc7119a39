import { dockerfileOfBytes } from '../dockerfile/dockerfile-of-bytes';
import type { Recipe } from '../recipes/recipe';
import type { UpgradeOptions, UpgradePlan } from './plan';
import { upgradeDockerfile } from './upgrade';

/** What has become of one file. */
export interface FileUpgrade {
  /** As the user knows it. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly plan: UpgradePlan;
}

/**
 * Upgrades the content of a file.
 * @throws ProductError DOCKERFILE_NOT_UTF8, DOCKERFILE_SYNTAX
 */
export function upgradeBytes(
  file: string,
  bytes: Uint8Array,
  recipes: readonly Recipe[],
  options: UpgradeOptions,
): FileUpgrade {
  const { text: before, dockerfile } = dockerfileOfBytes(file, bytes);
  const { text, plan } = upgradeDockerfile(dockerfile, recipes, options);
  return { file, before, after: text, plan };
}
