import type { Scope } from '../../dockerfile/scope';
import type { Dockerfile } from '../../dockerfile/syntax';
import { keyValuesOf } from '../../dockerfile/key-values';
import type { SetVariable } from '../../recipes/manifests';
import type { InvocationInPlace } from '../script-environment';

export type VariableFinder = (name: string, place: InvocationInPlace) => SetVariable | undefined;

/**
 * The variables that a command finds. What comes from an ARG has no value here: a build may choose another one, and
 * would then read other files than those that were copied.
 */
export function variableFinder(dockerfile: Dockerfile, scope: Scope): VariableFinder {
  const isArgument = argumentFinder(dockerfile, scope);
  return (name, { environment, setBy }) => {
    const variable = environment.variable(name);
    if (setBy.has(name)) return { value: variable.kind === 'set' ? variable.value : undefined };
    if (name === 'HOME' || scope.variable(name) === undefined)
      return variable.kind === 'set' ? { value: variable.value } : undefined;
    return { value: variable.kind === 'set' && !isArgument(name) ? variable.value : undefined };
  };
}

/** Whether the value of a variable depends on an argument of the build. */
export function argumentFinder(dockerfile: Dockerfile, scope: Scope): (name: string) => boolean {
  const names = dockerfile.instructions
    .filter(({ name }) => name === 'ARG')
    .flatMap((instruction) => keyValuesOf(instruction, dockerfile.escape).map(({ name }) => name));
  return (name) => {
    const found = scope.variable(name);
    if (found === undefined) return false;
    if (found.origin !== 'env') return true;
    const text = found.setBy.args.text;
    return names.some((argument) => new RegExp(`\\$\\{?${argument}\\b`).test(text));
  };
}
