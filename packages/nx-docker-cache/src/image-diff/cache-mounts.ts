import { knownValue } from '../dockerfile/scope';
import { posix } from 'node:path';
import { mountsOf } from '../dockerfile/mounts';
import { stagesOf } from '../dockerfile/stages';
import type { Dockerfile } from '../dockerfile/syntax';

/** The folders that a Dockerfile has in cache mounts: absolute, each once. Those that only the build knows are left out. */
export function cacheMountTargets(dockerfile: Dockerfile): readonly string[] {
  const targets = stagesOf(dockerfile).flatMap(({ instructions }) =>
    instructions.flatMap(({ instruction, scope }) =>
      mountsOf(instruction, scope.expand)
        .filter(({ type, unknownKeys }) => type === 'cache' && !unknownKeys.includes('target'))
        .map(({ target = '' }) => absolute(target, knownValue(scope.workdir))),
    ),
  );
  return [...new Set(targets.filter((target) => target !== undefined && target !== '/'))] as string[];
}

function absolute(target: string, workdir: string | undefined): string | undefined {
  if (posix.isAbsolute(target)) return posix.resolve(target);
  return workdir === undefined ? undefined : posix.resolve(workdir, target);
}
