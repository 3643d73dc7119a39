import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository-root';

export const SOURCE = 'packages/nx-docker-cache/src';

/** The folders whose members are declared by a schema.json of their own, and the module that carries each one out. */
export const KINDS = {
  executors: { folder: 'executors', module: 'executor' },
  generators: { folder: 'generators', module: 'generator' },
  commands: { folder: 'cli/commands', module: 'command' },
} as const;

export type Kind = keyof typeof KINDS;

export interface DeclaredOption {
  readonly type?: string;
  readonly oneOf?: readonly { readonly type?: string }[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: { readonly type?: string; readonly enum?: readonly string[] };
  readonly $default?: { readonly $source: string; readonly index: number };
  readonly alias?: string;
}

export interface DeclaredSchema {
  readonly title?: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, DeclaredOption>>;
  readonly required?: readonly string[];
  readonly examples?: readonly { readonly command: string; readonly description: string }[];
  readonly aliases?: readonly string[];
}

export interface Declared {
  readonly kind: Kind;
  readonly name: string;
  /** Relative to the repository. */
  readonly folder: string;
  readonly schema: DeclaredSchema;
}

/** The members of a kind: every folder that has a schema.json and its module. Sorted by name. */
export function declared(kind: Kind): Declared[] {
  const base = `${SOURCE}/${KINDS[kind].folder}`;
  const absolute = join(repositoryRoot, base);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, folder: `${base}/${entry.name}` }))
    .filter(({ folder }) => existsSync(join(repositoryRoot, folder, 'schema.json')))
    .filter(({ folder }) => existsSync(join(repositoryRoot, folder, `${KINDS[kind].module}.ts`)))
    .map(({ name, folder }) => ({ kind, name, folder, schema: readSchema(folder) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function readSchema(folder: string): DeclaredSchema {
  const text = readFileSync(join(repositoryRoot, folder, 'schema.json'), 'utf8');
  // The shape is checked by src/…/schema.spec.ts against the JSON Schema of schemas.
  return JSON.parse(text) as DeclaredSchema;
}
