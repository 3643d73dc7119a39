import { cacheIdOf, mountsOf } from '../dockerfile/mounts';
import type { BuildArgs } from '../dockerfile/global-args';
import { stagesOf, type Stage } from '../dockerfile/stages';
import type { Dockerfile } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import { mountKey, NAMESPACE_ARGUMENT, type MountKey } from './mount-key';
import { toolOfTarget } from './tool-of-mount';

/** A cache mount as a Dockerfile writes it. */
export interface DeclaredMount {
  /** Undefined where a variable that only the build knows stands in its id: `unknown` names the variables. */
  readonly key: MountKey | undefined;
  readonly unknown: readonly string[];
  readonly target: string;
  readonly tool: string | undefined;
  /** The line of its RUN. */
  readonly line: number;
}

/** The cache mounts of a Dockerfile, ONBUILD ones too, as a build with these arguments uses them. */
export function declaredMounts(
  dockerfile: Dockerfile,
  buildArgs: BuildArgs,
  recipes: readonly Recipe[],
): readonly DeclaredMount[] {
  return stagesOf(dockerfile, { buildArgs }).flatMap((stage) => mountsIn(stage, buildArgs, recipes));
}

function mountsIn(stage: Stage, buildArgs: BuildArgs, recipes: readonly Recipe[]): DeclaredMount[] {
  const namespace = buildArgs[NAMESPACE_ARGUMENT];
  return stage.instructions.flatMap(({ instruction, scope }) => {
    const { trigger } = instruction;
    const mounts =
      trigger === undefined ? mountsOf(instruction, scope.expand) : mountsOf(trigger, stage.end.expand);
    return mounts
      .filter(({ type, problems }) => type === 'cache' && problems.length === 0)
      .map((mount): DeclaredMount => {
        const nameKey = mount.fields.some(({ key }) => key === 'id') ? 'id' : 'target';
        const isKnown = !mount.unknownKeys.includes(nameKey);
        const target = mount.target ?? mount.fields.find(({ key }) => TARGET_KEYS.has(key))?.value ?? '';
        return {
          key: isKnown ? mountKey(cacheIdOf(mount), namespace) : undefined,
          unknown: isKnown ? [] : [...new Set(mount.fields.flatMap((field) => field.unknown))],
          target,
          tool: toolOfTarget(target, recipes),
          line: instruction.startLine,
        };
      });
  });
}

const TARGET_KEYS: ReadonlySet<string> = new Set(['target', 'dst', 'destination']);
