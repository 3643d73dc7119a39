import { ProductError } from '../errors/product-error';

/** How the build context of a project is chosen: by where the COPY sources are found, or always the same way. */
export type ContextChoice = 'auto' | 'project' | 'workspace' | { readonly path: string };

/** The options of the plugin's entry in nx.json, after validation, with the defaults filled in. */
export interface PluginOptions {
  /** The name of the target that builds the image; false infers none. */
  readonly buildTarget: string | false;
  /** The name of the target that reports on builds; false infers none. */
  readonly reportTarget: string | false;
  /** The name of the target that judges machine, Dockerfile, context and requirements; false infers none. */
  readonly checkTarget: string | false;
  /** The name of the target that shows what the builder's cache holds for the project; false infers none. */
  readonly cacheStatusTarget: string | false;
  /** The name of the target that removes the project's cache; false infers none. */
  readonly pruneTarget: string | false;
  /** The names of the targets that build, start and stop a compose project; false infers none. */
  readonly composeBuildTarget: string | false;
  readonly composeUpTarget: string | false;
  readonly composeDownTarget: string | false;
  readonly context: ContextChoice;
  /** Makes a project, named after its folder, of a Dockerfile in a folder that is none for Nx (without project.json, and with no package of the workspace). */
  readonly inferProjects: boolean;
}

/** The options that name a target. */
export type TargetOption = 'buildTarget' | SideTargetOption | ComposeTargetOption;

/** Those of which a project has one, whatever its Dockerfiles. */
export type SideTargetOption = 'reportTarget' | 'checkTarget' | 'cacheStatusTarget' | 'pruneTarget';

/** Those of a project with a compose file. */
export type ComposeTargetOption = 'composeBuildTarget' | 'composeUpTarget' | 'composeDownTarget';

export const DEFAULT_PLUGIN_OPTIONS: PluginOptions = {
  buildTarget: 'docker-build',
  reportTarget: 'docker-report',
  checkTarget: 'docker-check',
  cacheStatusTarget: 'docker-cache-status',
  pruneTarget: 'docker-prune',
  composeBuildTarget: 'compose-build',
  composeUpTarget: 'compose-up',
  composeDownTarget: 'compose-down',
  context: 'auto',
  inferProjects: false,
};

const TARGET_NAME = 'a name, or false to infer no such target';

const EXPECTED = {
  buildTarget: TARGET_NAME,
  reportTarget: TARGET_NAME,
  checkTarget: TARGET_NAME,
  cacheStatusTarget: TARGET_NAME,
  pruneTarget: TARGET_NAME,
  composeBuildTarget: TARGET_NAME,
  composeUpTarget: TARGET_NAME,
  composeDownTarget: TARGET_NAME,
  context: '"auto", "project", "workspace", or a folder relative to the workspace ("./deploy")',
  inferProjects: 'true or false',
} as const satisfies Record<keyof PluginOptions, string>;

/** @throws ProductError for an unknown option or a value of the wrong type. */
export function readPluginOptions(written: unknown): PluginOptions {
  if (written === undefined || written === null) return DEFAULT_PLUGIN_OPTIONS;
  if (typeof written !== 'object' || Array.isArray(written)) throw wrongType('options', written, 'an object');
  const options: Readonly<Record<string, unknown>> = { ...written };
  const unknown = Object.keys(options).find((name) => !(name in EXPECTED));
  if (unknown !== undefined) throw unknownOption(unknown);
  return {
    buildTarget: readTargetName('buildTarget', options['buildTarget']),
    reportTarget: readTargetName('reportTarget', options['reportTarget']),
    checkTarget: readTargetName('checkTarget', options['checkTarget']),
    cacheStatusTarget: readTargetName('cacheStatusTarget', options['cacheStatusTarget']),
    pruneTarget: readTargetName('pruneTarget', options['pruneTarget']),
    composeBuildTarget: readTargetName('composeBuildTarget', options['composeBuildTarget']),
    composeUpTarget: readTargetName('composeUpTarget', options['composeUpTarget']),
    composeDownTarget: readTargetName('composeDownTarget', options['composeDownTarget']),
    context: readContext(options['context']),
    inferProjects: readInferProjects(options['inferProjects']),
  };
}

function readTargetName(name: TargetOption, value: unknown): string | false {
  if (value === undefined) return DEFAULT_PLUGIN_OPTIONS[name];
  if (value === false || (typeof value === 'string' && value !== '')) return value;
  throw wrongType(name, value, EXPECTED[name]);
}

function readContext(value: unknown): ContextChoice {
  if (value === undefined) return DEFAULT_PLUGIN_OPTIONS.context;
  if (value === 'auto' || value === 'project' || value === 'workspace') return value;
  if (typeof value === 'string' && value !== '') return { path: value };
  throw wrongType('context', value, EXPECTED.context);
}

function readInferProjects(value: unknown): boolean {
  if (value === undefined) return DEFAULT_PLUGIN_OPTIONS.inferProjects;
  if (typeof value === 'boolean') return value;
  throw wrongType('inferProjects', value, EXPECTED.inferProjects);
}

function unknownOption(name: string): ProductError {
  return new ProductError({
    code: 'OPTION_UNKNOWN',
    what: `the plugin has no option "${name}"`,
    where: PLACE,
    next: `remove it; the options are ${Object.keys(EXPECTED).join(', ')}`,
  });
}

function wrongType(name: string, value: unknown, expected: string): ProductError {
  return new ProductError({
    code: 'OPTION_TYPE',
    what: `the plugin's option "${name}" cannot be ${JSON.stringify(value)}`,
    where: PLACE,
    next: `write ${expected}`,
  });
}

const PLACE = 'nx.json, plugins, nx-docker-cache';
