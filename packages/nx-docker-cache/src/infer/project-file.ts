import { createRequire } from 'node:module';
import type * as NxJson from 'nx/src/utils/json';

const load = createRequire(__filename);

/** What a JSON file says, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** A target as its project declares it itself, as far as inference has to know: the user's own options win. */
export interface OwnTarget {
  readonly executor: string | undefined;
  /** As they are written. */
  readonly options: Fields;
  /** By name. */
  readonly configurations: Readonly<Record<string, Fields>>;
  readonly outputs: readonly string[];
  /** As it is written. */
  readonly dependsOn?: readonly unknown[];
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

/** @param target an entry of `targets` in project.json, or of `targetDefaults` in nx.json. */
export function readTarget(target: Fields): OwnTarget {
  return {
    executor: textOf(target['executor']),
    options: objectOf(target['options']),
    configurations: Object.fromEntries(
      Object.entries(objectOf(target['configurations'])).map(
        ([name, each]) => [name, objectOf(each)] as const,
      ),
    ),
    outputs: textsOf(target['outputs']) ?? [],
    ...(Array.isArray(target['dependsOn']) && { dependsOn: target['dependsOn'] as readonly unknown[] }),
  };
}

/** With comments and trailing commas, as Nx reads it. Text that is no JSON, or no object, reads as empty. */
export function parseObject(text: string): Fields {
  const written = text.replace(/^\uFEFF/, '');
  try {
    return objectOf(JSON.parse(written));
  } catch {
    return objectOf(parseAsNx(written));
  }
}

/** Loaded for those alone who write comments. */
function parseAsNx(text: string): unknown {
  try {
    return (load('nx/src/utils/json') as typeof NxJson).parseJson<object>(text);
  } catch {
    return undefined;
  }
}

export function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Undefined for what is no text, or an empty one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a list; undefined for what is no list. */
export function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : undefined;
}
