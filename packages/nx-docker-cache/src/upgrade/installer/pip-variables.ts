import { keyValuesOf, type KeyValue } from '../../dockerfile/key-values';
import type { ScopedVariable } from '../../dockerfile/scope';
import type { Instruction } from '../../dockerfile/syntax';
import { lineage, type RunSite, type Sites } from '../sites';
import { refuse, type Refusal } from './refusal';

/** What the variables that pip reads become, each an instruction without line end. */
export interface PipVariables {
  readonly kind: 'variables';
  /** Above the RUN: what says the same to uv. */
  readonly forUv: readonly string[];
  /** In the stage that installs uv: what pip needs there to reach the index. */
  readonly forStage: readonly string[];
}

/** The instructions that say to uv what a variable says to pip. An ARG that is not set is empty, which uv takes for unset. */
const COUNTERPARTS: Readonly<Record<string, readonly string[]>> = {
  PIP_INDEX_URL: ['ARG UV_DEFAULT_INDEX=$PIP_INDEX_URL'],
  PIP_EXTRA_INDEX_URL: [
    'ARG UV_EXTRA_INDEX_URL=$PIP_EXTRA_INDEX_URL',
    'ARG UV_INDEX_STRATEGY=unsafe-best-match',
  ],
  PIP_TRUSTED_HOST: ['ARG UV_INSECURE_HOST=$PIP_TRUSTED_HOST'],
  PIP_DEFAULT_TIMEOUT: ['ARG UV_HTTP_TIMEOUT=${PIP_DEFAULT_TIMEOUT:-60}'],
  PIP_TIMEOUT: ['ARG UV_HTTP_TIMEOUT=${PIP_TIMEOUT:-60}'],
};

/** Variables about things that uv does not do: pip's own cache, prompts, warnings, what it prints. */
const IGNORED =
  /^PIP_(?:NO_CACHE_DIR|CACHE_DIR|DISABLE_PIP_VERSION_CHECK|ROOT_USER_ACTION|PROGRESS_BAR|NO_INPUT|RETRIES|NO_COLOR|QUIET|VERBOSE|NO_WARN_SCRIPT_LOCATION|NO_PYTHON_VERSION_WARNING|USE_PEP517)$/;

/** What decides whether, and how, pip reaches its index. */
const REACHES_INDEX =
  /^(?:PIP_(?:INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|DEFAULT_TIMEOUT|TIMEOUT|RETRIES)|(?:https?|all|no)_proxy|SSL_CERT_FILE|REQUESTS_CA_BUNDLE)$/i;

export function isIgnoredByUv(name: string): boolean {
  return IGNORED.test(name);
}

/** Reads the variables in force for a RUN. */
export function pipVariables(sites: Sites, site: RunSite): PipVariables | Refusal {
  const set = site.scope.variables();
  const ofPip = set.filter(({ name }) => name.startsWith('PIP_') && !isIgnoredByUv(name));
  const stranger = ofPip.find(({ name }) => COUNTERPARTS[name] === undefined);
  if (stranger !== undefined) return refuse('variable-without-equivalent', stranger.name);
  const forStage: string[] = [];
  for (const variable of set) {
    if (!REACHES_INDEX.test(variable.name)) continue;
    const lines = declarations(sites, site, variable);
    if (lines === undefined) return refuse('variable-without-equivalent', variable.name);
    forStage.push(...lines);
  }
  const forUv = ofPip.flatMap(({ name }) => COUNTERPARTS[name] ?? []);
  const setAt = (name: string): number | undefined => site.scope.variable(name)?.setBy.startLine;
  // Behind another ENV of pip's own variable it is taken again.
  const isSet = (line: string): boolean => {
    const [, name = '', from = ''] = /^ARG (\w+)=\$?\{?(\w*)/.exec(line) ?? [];
    const at = setAt(name);
    return at !== undefined && at >= (setAt(from) ?? 0);
  };
  return {
    kind: 'variables',
    forUv: [...new Set(forUv)].filter((line) => !isSet(line)),
    forStage: [...new Set(forStage)],
  };
}

/** The ARGs that give a variable its value in another stage; undefined where that depends on what only this one has. */
function declarations(sites: Sites, site: RunSite, { name, setBy }: ScopedVariable): string[] | undefined {
  const own = pairIn(sites, setBy, name);
  if (own === undefined) return undefined;
  if (own.value === undefined) return [`ARG ${name}`];
  const needed = [...own.value.matchAll(/\$\{?(\w+)/g)].map(([, variable]) => variable ?? '');
  const lines: string[] = [];
  for (const variable of needed) {
    const argument = argumentBefore(sites, site, setBy, variable);
    if (argument === undefined || argument.value?.includes('$') === true) return undefined;
    lines.push(declaration(variable, argument.value));
  }
  return needed.includes(name) ? lines : [...lines, declaration(name, own.value)];
}

function declaration(name: string, value: string | undefined): string {
  return value === undefined ? `ARG ${name}` : `ARG ${name}=${value}`;
}

/** The ARG of a stage in front of an instruction that declares a variable. */
function argumentBefore(
  sites: Sites,
  site: RunSite,
  before: Instruction,
  name: string,
): KeyValue | undefined {
  return lineage(sites.stages, site.stage)
    .flatMap((stage) => stage.instructions)
    .filter(({ instruction }) => instruction.name === 'ARG' && instruction.startLine < before.startLine)
    .map(({ instruction }) => pairIn(sites, instruction, name))
    .findLast((pair) => pair !== undefined);
}

/** A pair that another stage can be given as it is written. */
function pairIn({ dockerfile }: Sites, instruction: Instruction, name: string): KeyValue | undefined {
  const pair = keyValuesOf(instruction, dockerfile.escape).findLast((each) => each.name === name);
  return pair?.legacy === true && /\s/.test(pair.value ?? '') ? undefined : pair;
}
