import { knownValue } from '../dockerfile/scope';
import { copySources } from '../dockerfile/copy-sources';
import type { ScopedInstruction } from '../dockerfile/stages';
import { resolvePath } from './paths';

/** Every RUN asks for those of all instructions above it. */
const known = new WeakMap<ScopedInstruction, { readonly path: string | undefined }>();

/** Where a COPY or ADD puts something; undefined for every other instruction, and where it is not known. */
export function destinationOf(step: ScopedInstruction): string | undefined {
  const found = known.get(step) ?? { path: readDestination(step) };
  known.set(step, found);
  return found.path;
}

function readDestination({ instruction, scope: { expand, workdir } }: ScopedInstruction): string | undefined {
  const written = copySources(instruction)?.destination?.text;
  const value = written === undefined ? undefined : expand(written);
  if (value?.kind !== 'known') return undefined;
  return resolvePath(knownValue(workdir), value.value);
}
