import { ProductError } from '../../errors/product-error';
import { INPUT_NAMES, type BuildInputs } from './verify-request';

/**
 * What both builds are given alike. Of two that say something the later wins; Nx fills in defaults as `false`, which
 * says nothing.
 * @throws ProductError OPTION_TYPE
 */
export function buildInputs(...written: readonly BuildInputs[]): BuildInputs {
  const inputs: BuildInputs = Object.assign(
    {},
    ...written.map((options) =>
      Object.fromEntries(
        INPUT_NAMES.map((name) => [name, options[name]] as const).filter(
          ([, value]) => value !== undefined && value !== false,
        ),
      ),
    ),
  ) as BuildInputs;
  if ((inputs.platforms ?? []).length < 2) return inputs;
  throw new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: 'images of several platforms cannot be compared at once',
    why: `the platforms are ${(inputs.platforms ?? []).join(', ')}`,
    next: `name one of them with ${names('platforms')}, then the next`,
  }));
}
