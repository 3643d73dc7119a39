import { decodeDockerfile } from '../dockerfile/decode';
import { parse } from '../dockerfile/parse';
import { dockerfileNotUtf8, dockerfileSyntax } from '../errors/dockerfile-errors';
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
  const decoded = decodeDockerfile(bytes);
  if (!decoded.ok) throw dockerfileNotUtf8(decoded.problem, file);
  const parsed = parse(decoded.text);
  if (!parsed.ok) throw dockerfileSyntax(parsed.problems, file);
  const { text, plan } = upgradeDockerfile(parsed.dockerfile, recipes, options);
  return { file, before: decoded.text, after: text, plan };
}
