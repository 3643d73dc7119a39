import type { Variable } from '../dockerfile/expand';
import type { ScopedVariable } from '../dockerfile/scope';
import type { CallEnvironment } from './script-environment';
import type { RunSite } from './sites';

/** What the first command of a RUN finds in its environment; `home` is undefined where it is not known. */
export function startingEnvironment(site: RunSite, home: string | undefined): CallEnvironment {
  const variable = (name: string): Variable => {
    if (name === 'HOME') return home === undefined ? { kind: 'unknown' } : { kind: 'set', value: home };
    return valueOf(site.scope.variable(name));
  };
  return { variable, isExported: (name) => name === 'HOME' || site.scope.variable(name) !== undefined };
}

function valueOf(variable: ScopedVariable | undefined): Variable {
  if (variable === undefined) return { kind: 'unset' };
  return variable.value.kind === 'known' ? { kind: 'set', value: variable.value.value } : { kind: 'unknown' };
}
