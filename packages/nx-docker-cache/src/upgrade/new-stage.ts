import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { InstructionPlan } from './plan';
import type { Sites } from './sites';
import { eolOf, insertAbove } from './stage-additions';

/** A stage that an upgrade puts into a Dockerfile. */
export interface NewStage {
  readonly name: string;
  /** The FROM that it stands above. */
  readonly above: Instruction;
  /** As they are written; one with a heredoc has more than one line. None for a stage that is there already. */
  readonly instructions: readonly string[];
}

/**
 * The names that a new stage would take away from others, in lower case: those of stages, and of images and build contexts
 * that instructions name.
 */
export function takenNames({ dockerfile, stages }: Sites): ReadonlySet<string> {
  const flags = dockerfile.instructions.flatMap((each) => [...each.flags, ...(each.trigger?.flags ?? [])]);
  return new Set(
    [
      ...stages.flatMap(({ name, from }) => [name ?? '', ...from.args.text.split(/\s+/)]),
      ...flags.map(
        ({ name, value = '' }) =>
          /(?:^|,)from=([^,]*)/.exec(`${name === 'from' ? 'from=' : ''}${value}`)?.[1] ?? '',
      ),
    ].map((name) => name.toLowerCase()),
  );
}

/**
 * The name that is wanted, or one with a number behind it.
 *
 * @param taken see `takenNames`
 */
export function freeStageName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
  return name;
}

/** Puts a stage in its place, with a blank line behind it. */
export function stagePlan(dockerfile: Dockerfile, { above, instructions }: NewStage): InstructionPlan {
  const { range, text } = insertAbove(dockerfile, above, instructions);
  const edits = [{ range, text: text + eolOf(dockerfile.text) }];
  return { kind: 'addition', instruction: above, lines: instructions, edits };
}
