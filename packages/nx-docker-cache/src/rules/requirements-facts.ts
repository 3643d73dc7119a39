import { posix } from 'node:path';
import type { SentFiles } from '../context/project-files';
import { isCallOf, toolCall } from '../recipes/tool-call';
import type { Recipe, Subcommand } from '../recipes/recipe';
import type { RequirementsEntry } from '../requirements/entry';
import { readRequirements } from '../requirements/read-requirements';
import type { Take } from './context-facts';
import type { RunFacts } from './dockerfile-facts';

/** A requirements file that a build installs from. */
export interface RequirementsFile {
  /** Relative to the context. */
  readonly path: string;
  readonly text: string;
}

export interface RequirementsFacts {
  readonly text: string;
  readonly entries: readonly RequirementsEntry[];
  /** Names that a constraints file gives one version. */
  readonly constrained: ReadonlySet<string>;
}

/** The files that pip or uv is told to install from (`-r`), with those that they include, and the constraints in force (`-c`). */
export interface NamedRequirements {
  readonly files: readonly RequirementsFile[];
  readonly constraints: readonly RequirementsFile[];
  /** A list or a constraint lies where it cannot be read: on a server, in the base image, or behind a variable. */
  readonly isPartial: boolean;
}

/** What the installs of pip and uv in a Dockerfile read, as far as it is a file of the context. */
export function namedRequirements(
  runs: readonly RunFacts[],
  takes: readonly Take[],
  { context, recipes }: { readonly context: SentFiles; readonly recipes: readonly Recipe[] },
): NamedRequirements {
  const named = runs.flatMap(({ invocations }) =>
    invocations.flatMap((invocation) =>
      recipes.flatMap((recipe) => {
        const subcommand = INSTALLS[recipe.tool];
        const call = subcommand === undefined ? undefined : toolCall(recipe, invocation);
        return subcommand !== undefined && call !== undefined && isCallOf(recipe, call, subcommand)
          ? namedIn(call.arguments.map(({ text, value }) => value ?? text))
          : [];
      }),
    ),
  );
  const taken = [...new Set(takes.flatMap(({ files }) => files))];
  const reader = new RequirementsReader(context);
  for (const { name, kind } of named) reader.read(fileNamed(name, taken), kind);
  return reader.found();
}

/** The tools that install from such files, and how. */
const INSTALLS: Readonly<Record<string, Subcommand | undefined>> = { pip: 'install', uv: 'pip install' };

type ListKind = 'requirements' | 'constraints';

interface NamedList {
  readonly name: string;
  readonly kind: ListKind;
}

const LIST_OPTIONS: ReadonlyMap<string, ListKind> = new Map([
  ['-r', 'requirements'],
  ['--requirement', 'requirements'],
  ['--requirements', 'requirements'],
  ['-c', 'constraints'],
  ['--constraint', 'constraints'],
  ['--constraints', 'constraints'],
]);

/** `-r a.txt`, `-ra.txt`, `--requirement=a.txt`. */
function namedIn(words: readonly string[]): readonly NamedList[] {
  return words.flatMap((word, index) => {
    const apart = LIST_OPTIONS.get(word);
    if (apart !== undefined) return [{ name: words[index + 1] ?? '', kind: apart }];
    const [, option = '', name = ''] = /^(-[rc]|--requirements?=|--constraints?=)(.+)$/.exec(word) ?? [];
    const kind = LIST_OPTIONS.get(option.replace(/=$/, ''));
    return kind === undefined ? [] : [{ name, kind }];
  });
}

/**
 * The file of the context that a name in the image stands for: the only copied one of that name, or the one whose path
 * ends in most of it.
 */
function fileNamed(name: string, taken: readonly string[]): string | undefined {
  const parts = posix.normalize(`/${name}`).slice(1).split('/');
  const alike = taken.filter((path) => posix.basename(path) === parts.at(-1));
  if (alike.length < 2) return alike[0];
  const ends = parts.map((_, index) => parts.slice(index).join('/'));
  return ends.map((end) => alike.find((path) => path === end)).find((path) => path !== undefined);
}

class RequirementsReader {
  readonly #texts: Readonly<Record<ListKind, Map<string, string>>> = {
    requirements: new Map(),
    constraints: new Map(),
  };
  #isPartial = false;

  constructor(private readonly context: SentFiles) {}

  read(path: string | undefined, kind: ListKind): void {
    const text = path === undefined ? undefined : this.context.text(path);
    if (path === undefined || text === undefined) {
      this.#isPartial = true;
      return;
    }
    if (this.#texts[kind].has(path)) return;
    this.#texts[kind].set(path, text);
    for (const entry of readRequirements(text))
      if (entry.kind === 'include')
        this.read(
          posix.normalize(posix.join(posix.dirname(path), entry.path)),
          entry.isConstraint ? 'constraints' : kind,
        );
  }

  found(): NamedRequirements {
    const filesOf = (kind: ListKind): RequirementsFile[] =>
      [...this.#texts[kind]].map(([path, text]) => ({ path, text }));
    return {
      files: filesOf('requirements'),
      constraints: filesOf('constraints'),
      isPartial: this.#isPartial,
    };
  }
}

export function requirementsFacts(text: string, constraints: readonly string[] = []): RequirementsFacts {
  const pinned = constraints
    .flatMap(readRequirements)
    .flatMap((entry) => (entry.kind === 'requirement' && entry.pinned !== undefined ? [entry.name] : []));
  return { text, entries: readRequirements(text), constrained: new Set(pinned) };
}
