import { cacheIdOf, mountsOf } from '../dockerfile/mounts';
import type { Expansion } from '../dockerfile/expand';
import type { BuildArgs } from '../dockerfile/global-args';
import { stagesOf, type Stage } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
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
  /** It begins with the content of an image or a stage (`from`). */
  readonly hasContent: boolean;
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
    return trigger === undefined
      ? cacheMountsOf(instruction, { expand: scope.expand, namespace, recipes })
      : cacheMountsOf(trigger, { expand: stage.end.expand, namespace, recipes });
  });
}

export interface MountSurroundings {
  /** The expansion in force; without it no variable is known. */
  readonly expand?: ((word: string) => Expansion) | undefined;
  readonly namespace: string | undefined;
  readonly recipes: readonly Recipe[];
}

/** The cache mounts of a RUN; none for any other instruction. */
export function cacheMountsOf(
  instruction: Instruction,
  { expand, namespace, recipes }: MountSurroundings,
): readonly DeclaredMount[] {
  return mountsOf(instruction, expand)
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
        hasContent: mount.from !== undefined,
        line: instruction.startLine,
      };
    });
}

const TARGET_KEYS: ReadonlySet<string> = new Set(['target', 'dst', 'destination']);
