import { dirname, join } from 'node:path/posix';
import { onceEach } from '../collections/once-each';
import { parse } from 'yaml';
import { isObject, listOf, textsOf, type Json } from '../timing/json';
import { nestsTooDeeply } from './nesting';

/** Files that include each other in a circle end somewhere. */
const DEEPEST = 8;
const OVERRIDES: Readonly<Record<string, readonly string[]>> = {
  'compose.yaml': ['compose.override.yaml', 'compose.override.yml'],
  'compose.yml': ['compose.override.yml', 'compose.override.yaml'],
  'docker-compose.yml': ['docker-compose.override.yml', 'docker-compose.override.yaml'],
  'docker-compose.yaml': ['docker-compose.override.yaml', 'docker-compose.override.yml'],
};

/**
 * The Dockerfiles that the services of a compose file build, as far as the files say it without their variables: `include`,
 * `extends` and the file that overrides it are followed. Total: what cannot be read names none. `docker compose config`
 * would know more, and take half a second of every project graph.
 * @param file relative to the workspace
 * @param read the text of a file of the workspace
 * @returns paths relative to the workspace
 */
export function dockerfilesOf(file: string, read: (path: string) => string | undefined): readonly string[] {
  const override = OVERRIDES[file.slice(file.lastIndexOf('/') + 1)]
    ?.map((name) => join(dirname(file), name))
    .find((path) => read(path) !== undefined);
  const files = [file, ...(override === undefined ? [] : [override])];
  const content: Content = onceEach((path) => contentOf(read(path)));
  return [...new Set(files.flatMap((each) => dockerfilesIn(each, content, 0)))].sort();
}

/** What a file says; each is parsed once. */
type Content = (path: string) => Json | undefined;

function dockerfilesIn(file: string, content: Content, depth: number): readonly string[] {
  const said = content(file);
  if (said === undefined || depth > DEEPEST) return [];
  const services = isObject(said['services']) ? said['services'] : {};
  const own = Object.keys(services).flatMap((name) => dockerfileOf(file, name, content, depth) ?? []);
  const included = includedFiles(said['include'])
    .flatMap((path) => pathFrom(dirname(file), path) ?? [])
    .flatMap((path) => dockerfilesIn(path, content, depth + 1));
  return [...own, ...included];
}

function contentOf(text: string | undefined): Json | undefined {
  if (text === undefined || nestsTooDeeply(text)) return undefined;
  try {
    const value: unknown = parse(text, { merge: true, logLevel: 'silent' });
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `include: [a, {path: b}, {path: [c, d]}]`. */
function includedFiles(include: unknown): readonly string[] {
  return listOf(include).flatMap((entry) => {
    const paths = isObject(entry) ? entry['path'] : entry;
    return typeof paths === 'string' ? [paths] : textsOf(paths);
  });
}

/** What a service builds; what it says itself wins over the service that it extends. */
function dockerfileOf(file: string, name: string, content: Content, depth: number): string | undefined {
  const services = content(file)?.['services'];
  const service = isObject(services) ? services[name] : undefined;
  if (!isObject(service) || depth > DEEPEST) return undefined;
  const own = dockerfileOfBuild(service['build'], dirname(file));
  if (own !== undefined) return own;
  const base = service['extends'];
  if (typeof base === 'string') return dockerfileOf(file, base, content, depth + 1);
  if (!isObject(base) || typeof base['service'] !== 'string') return undefined;
  const place = typeof base['file'] === 'string' ? pathFrom(dirname(file), base['file']) : file;
  return place === undefined ? undefined : dockerfileOf(place, base['service'], content, depth + 1);
}

/** `build: ./api`, or a mapping. */
function dockerfileOfBuild(build: unknown, folder: string): string | undefined {
  const written = typeof build === 'string' ? { context: build } : build;
  if (!isObject(written)) return undefined;
  const { context = '.', dockerfile = 'Dockerfile' } = written;
  if (typeof context !== 'string' || typeof dockerfile !== 'string') return undefined;
  const place = pathFrom(folder, context);
  return place === undefined ? undefined : pathFrom(place, dockerfile);
}

/** Undefined for what has a variable, is an address, or leads out of the workspace. */
function pathFrom(folder: string, written: string): string | undefined {
  if (/\$|^[a-z+]+:\/\/|^[/~]/.test(written)) return undefined;
  const path = join(folder, written);
  return path === '..' || path.startsWith('../') ? undefined : path.replace(/\/$/, '');
}
