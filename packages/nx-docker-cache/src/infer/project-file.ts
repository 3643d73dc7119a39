import { relativeFolder } from './context-folder';

/** A target as its project declares it itself, as far as inference has to know: the user's own options win. */
export interface OwnTarget {
  readonly executor: string | undefined;
  /** The options and those of every configuration, in this order. */
  readonly options: readonly OwnBuildOptions[];
}

export interface OwnBuildOptions {
  readonly dockerfile: string | undefined;
  /** Relative to the workspace. */
  readonly context: string | undefined;
  /** Build arguments without a value of their own: the environment gives it. */
  readonly argsFromEnvironment: readonly string[];
}

/** What project.json and package.json of one folder say. */
export interface ProjectFile {
  /** Undefined where Nx takes it from the folder. */
  readonly name: string | undefined;
  readonly targets: Readonly<Record<string, OwnTarget>>;
}

export const NO_PROJECT_FILE: ProjectFile = { name: undefined, targets: {} };

/** @param text of a project.json; text that is no JSON reads as empty, Nx itself reports it. */
export function readProjectJson(text: string): ProjectFile {
  const content = parseObject(text);
  return { name: textOf(content['name']), targets: readTargets(content['targets']) };
}

/** @param text of a package.json. */
export function readPackageJson(text: string): ProjectFile {
  const content = parseObject(text);
  const nx = objectOf(content['nx']);
  return { name: textOf(nx['name']) ?? textOf(content['name']), targets: readTargets(nx['targets']) };
}

function readTargets(value: unknown): Readonly<Record<string, OwnTarget>> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([name, written]) => [name, readTarget(objectOf(written))] as const),
  );
}

function readTarget(target: Readonly<Record<string, unknown>>): OwnTarget {
  const configurations = Object.values(objectOf(target['configurations']));
  return {
    executor: textOf(target['executor']),
    options: [target['options'], ...configurations].map((options) => readOptions(objectOf(options))),
  };
}

function readOptions(options: Readonly<Record<string, unknown>>): OwnBuildOptions {
  const context = textOf(options['context']);
  return {
    dockerfile: textOf(options['dockerfile']),
    context: context === undefined ? undefined : relativeFolder(context),
    argsFromEnvironment: argsFromEnvironment(options['buildArgs']),
  };
}

/** `["A=1", "B"]` → B, `{"A": "1", "B": null}` → B. */
function argsFromEnvironment(value: unknown): readonly string[] {
  if (Array.isArray(value))
    return value.filter((arg): arg is string => typeof arg === 'string' && !arg.includes('='));
  return Object.entries(objectOf(value)).flatMap(([name, given]) => (given === null ? [name] : []));
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
