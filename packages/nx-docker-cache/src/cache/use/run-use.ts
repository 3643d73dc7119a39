import { parse } from '../../dockerfile/parse';
import type { ScopedInstruction, Stage } from '../../dockerfile/stages';
import type { Instruction } from '../../dockerfile/syntax';
import type { Recipe } from '../../recipes/recipe';
import { fillsCache } from '../../recipes/tool-call';
import { runCommands } from '../../shell/run-commands';
import { stepInstruction } from '../../timing/step-instruction';
import { parseStepName } from '../../timing/step-name';
import { cacheMountsOf, type DeclaredMount } from '../declared-mounts';

/** The cache mounts of a RUN, and the package managers that it lets fill their caches. */
export interface RunUse {
  readonly mounts: readonly [DeclaredMount, ...DeclaredMount[]];
  /** Names of recipes. */
  readonly tools: readonly string[];
}

export interface RunSources {
  readonly stages: readonly Stage[];
  /** The build argument BUILDKIT_CACHE_MOUNT_NS. */
  readonly namespace: string | undefined;
  readonly recipes: readonly Recipe[];
}

/**
 * What the step of this name uses; undefined for one without cache mounts. The mounts are read in the name, where BuildKit
 * has put in the values of variables that it alone knows; the commands in the Dockerfile, where their step is certain.
 */
export function runUse(name: string, { stages, namespace, recipes }: RunSources): RunUse | undefined {
  const step = parseStepName(name);
  if (step.kind !== 'run' || !name.includes('type=cache')) return undefined;
  const named = instructionIn(step.text);
  const [first, ...more] = named === undefined ? [] : cacheMountsOf(named, { namespace, recipes });
  if (named === undefined || first === undefined) return undefined;
  const found = stepInstruction(step, stages);
  const scoped = found?.kind === 'own' ? found.scoped : undefined;
  return { mounts: [first, ...more], tools: toolsOf(scoped?.instruction ?? named, scoped, recipes) };
}

/** A name has no bodies of heredocs. */
function instructionIn(text: string): Instruction | undefined {
  const parsed = parse(`FROM scratch\n${text.replace(/<<-?(?=\S)/g, '')}\n`);
  return parsed.ok ? parsed.dockerfile.instructions.find(({ name }) => name === 'RUN') : undefined;
}

function toolsOf(
  instruction: Instruction,
  scoped: ScopedInstruction | undefined,
  recipes: readonly Recipe[],
): readonly string[] {
  const shell = scoped?.scope.shell;
  const commands = runCommands(instruction, shell?.kind === 'known' ? shell.value : undefined);
  if (commands?.ok !== true) return [];
  return recipes
    .filter((recipe) => commands.invocations.some((invocation) => fillsCache(recipe, invocation)))
    .map(({ tool }) => tool);
}
