import { readNxJson, type Tree } from '@nx/devkit';
import { basename, dirname } from 'node:path/posix';
import { targetNameOf, variantOf } from '../infer/dockerfile-names';
import { DEFAULT_PLUGIN_OPTIONS } from '../infer/plugin-options';
import { objectOf, textOf } from '../infer/project-file';
import { PLUGIN } from '../plugin/plugin-name';

/** What the plugin's entries in nx.json say of the build targets that they infer. */
export interface InferredBuilds {
  /** Whether a target of this name is inferred for this Dockerfile of a project. */
  readonly isTargetOf: (name: string, file: string, root: string) => boolean;
  /** The option `context` of the entry; undefined where several could mean the Dockerfile. */
  readonly context: string | undefined;
}

/** Read from the tree: a target that leaves out its executor is merged with the inferred one of its name. */
export function inferredBuilds(tree: Tree): InferredBuilds {
  const entries = (readNxJson(tree)?.plugins ?? []).flatMap((entry) => {
    if (typeof entry === 'string') return entry === PLUGIN ? [{}] : [];
    return entry.plugin === PLUGIN ? [objectOf(entry.options)] : [];
  });
  const bases = entries.map(({ buildTarget }) => textOf(buildTarget) ?? DEFAULT_PLUGIN_OPTIONS.buildTarget);
  const names = bases.length === 0 ? [DEFAULT_PLUGIN_OPTIONS.buildTarget] : bases;
  return {
    isTargetOf: (name, file, root) => {
      const variant = dirname(file) === root ? variantOf(basename(file)) : undefined;
      return (
        variant !== undefined && names.some((base) => base !== false && targetNameOf(base, variant) === name)
      );
    },
    context: entries.length === 1 ? textOf(entries[0]?.['context']) : undefined,
  };
}
