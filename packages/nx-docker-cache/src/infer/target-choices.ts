import type { OwnTarget } from './project-file';

/** What a target may be run with. */
export type TargetChoices = Pick<OwnTarget, 'options' | 'configurations'>;

/**
 * Two declarations of one target as Nx merges them: each option for itself, of the configurations as well, and what stands above
 * wins. Whether they are merged at all is for the caller to know: Nx keeps those of different executors apart.
 */
export function mergedChoices(
  below: TargetChoices | undefined,
  above: TargetChoices | undefined,
): TargetChoices {
  const names = [below, above].flatMap((each) => Object.keys(each?.configurations ?? {}));
  return {
    options: { ...below?.options, ...above?.options },
    configurations: Object.fromEntries(
      names.map((name) => [name, { ...below?.configurations[name], ...above?.configurations[name] }]),
    ),
  };
}
