import { posix } from 'node:path';
import { expandWord, type Expansion, type Variable } from './expand';
import { variableOf, type GlobalArgs } from './global-args';
import { keyValuesOf } from './key-values';
import { NON_ENVIRONMENT_ARGS, PLATFORM_ARGS } from './predefined-args';
import { factOf, type Fact, type Scope, type ScopedVariable, type VariableOrigin } from './scope';
import type { Instruction } from './syntax';
import { VariableLog } from './variable-log';

/** What every image has that builds on nothing (`emptyImage` in BuildKit's `dockerfile2llb/image.go`). */
const SCRATCH = {
  path: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  user: { kind: 'known', value: 'root' },
  workdir: { kind: 'known', value: '/' },
  shell: { kind: 'known', value: ['/bin/sh', '-c'] },
} as const;

const BASE_IMAGE = { kind: 'base-image' } as const;

/** Walks through the instructions of a stage and keeps what is in force. */
export class StageWalk {
  user: Fact<string>;
  workdir: Fact<string>;
  shell: Fact<readonly string[]>;
  readonly variables: VariableLog;
  readonly onScratch: boolean;

  /** `base`: the walk through the stage that this one builds on, at its end; or whether it builds on scratch. */
  constructor(
    readonly index: number,
    readonly globals: GlobalArgs,
    base: StageWalk | 'scratch' | 'image',
  ) {
    const inherited = base instanceof StageWalk ? base : undefined;
    this.variables = new VariableLog(inherited?.variables);
    this.onScratch = inherited?.onScratch ?? base === 'scratch';
    this.user = inherited?.user ?? (this.onScratch ? SCRATCH.user : BASE_IMAGE);
    this.workdir = inherited?.workdir ?? (this.onScratch ? SCRATCH.workdir : BASE_IMAGE);
    this.shell = inherited?.shell ?? (this.onScratch ? SCRATCH.shell : BASE_IMAGE);
  }

  /** What is in force now. */
  scope(): Scope {
    return new StageScope(this);
  }

  /** Lets an instruction take effect. */
  apply(instruction: Instruction): void {
    EFFECTS[instruction.name]?.(this, instruction);
  }

  set(name: string, origin: VariableOrigin, value: Expansion, setBy: Instruction): void {
    this.variables.set({ name, origin, value, setBy, stage: this.index });
  }
}

/** A moment of a walk. */
class StageScope implements Scope {
  readonly user: Fact<string>;
  readonly workdir: Fact<string>;
  readonly shell: Fact<readonly string[]>;
  readonly #walk: StageWalk;
  readonly #time: number;

  constructor(walk: StageWalk) {
    this.user = walk.user;
    this.workdir = walk.workdir;
    this.shell = walk.shell;
    this.#walk = walk;
    this.#time = walk.variables.time;
  }

  readonly variable = (name: string): ScopedVariable | undefined =>
    this.#walk.variables.find(name, this.#time);

  readonly variables = (): readonly ScopedVariable[] => this.#walk.variables.all(this.#time);

  readonly lookup = (name: string): Variable => {
    const variable = this.variable(name);
    if (variable !== undefined) return variableOf(variable.value);
    if (!this.#walk.onScratch) return { kind: 'unknown' };
    return name === 'PATH' ? { kind: 'set', value: SCRATCH.path } : { kind: 'unset' };
  };

  readonly expand = (word: string): Expansion => expandWord(word, this.lookup, this.#walk.globals.escape);

  get home(): Fact<string> {
    const home = this.variable('HOME');
    if (home !== undefined) return factOf(home.value);
    if (this.user.kind !== 'known') return this.user;
    const [name] = this.user.value.split(':');
    return name === 'root' || name === '0' || name === ''
      ? { kind: 'known', value: '/root' }
      : { kind: 'unknown', variables: [] };
  }
}

type Effect = (walk: StageWalk, instruction: Instruction) => void;

/** Instructions that change what is in force for those after them (`dispatch…` in BuildKit's `convert.go`). */
const EFFECTS: Readonly<Record<string, Effect | undefined>> = {
  /** All pairs are expanded with what was in force before the first. */
  ENV: (walk, instruction) => {
    const { expand } = walk.scope();
    for (const pair of keyValuesOf(instruction, walk.globals.escape)) {
      const name = expand(pair.name);
      if (name.kind === 'known') walk.set(name.value, 'env', expand(pair.value ?? ''), instruction);
    }
  },
  /** Later defaults see earlier arguments. A default yields to a build argument, none to the global argument of that name. */
  ARG: (walk, instruction) => {
    for (const { name, value } of keyValuesOf(instruction, walk.globals.escape)) {
      const scope = walk.scope();
      const written = value === undefined ? walk.globals.get(name) : scope.expand(value);
      const known = scope.variable(name) !== undefined;
      const effective =
        walk.globals.given(name) ?? written ?? (known ? undefined : walk.globals.undeclared(name));
      if (effective === undefined || NON_ENVIRONMENT_ARGS.has(name)) continue;
      walk.set(
        name,
        PLATFORM_ARGS.has(name) && value === undefined ? 'predefined' : 'arg',
        effective,
        instruction,
      );
    }
  },
  USER: (walk, instruction) => {
    walk.user = factOf(walk.scope().expand(instruction.args.text));
  },
  WORKDIR: (walk, instruction) => {
    const directory = factOf(walk.scope().expand(instruction.args.text));
    walk.workdir = directory.kind === 'known' ? workdirFrom(walk.workdir, directory.value) : directory;
  },
  SHELL: (walk, instruction) => {
    if (instruction.json !== undefined)
      walk.shell = { kind: 'known', value: instruction.json.map((word) => word.value) };
  },
};

/** A relative WORKDIR goes on from the one before. */
function workdirFrom(current: Fact<string>, directory: string): Fact<string> {
  if (posix.isAbsolute(directory))
    return { kind: 'known', value: withoutTrailingSlash(posix.normalize(directory)) };
  if (current.kind !== 'known')
    return { kind: 'unknown', variables: current.kind === 'unknown' ? current.variables : [] };
  return { kind: 'known', value: withoutTrailingSlash(posix.join(current.value, directory)) };
}

function withoutTrailingSlash(directory: string): string {
  return directory.length > 1 && directory.endsWith('/') ? directory.slice(0, -1) : directory;
}
