import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import type { BuildRequest } from './build-request';

/** A signal that Ctrl-C and its like abort, until it is released. */
export function interruption({ interrupts }: Pick<World, 'interrupts'>): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const release = interrupts.listen(() => {
    controller.abort();
  });
  return { signal: controller.signal, release };
}

/** `what`: the build, or something that consists of builds. */
export function interrupted(what: string, { project }: Pick<BuildRequest, 'project'>): ProductError {
  return new ProductError({
    code: 'BUILD_INTERRUPTED',
    what: `${what} was interrupted`,
    where: project,
    next: 'build again: finished steps are still cached',
  });
}
