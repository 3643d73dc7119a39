import { Readable } from 'node:stream';
import { EngineUnreachableError } from './engine-errors';
import { memoryFiles } from './memory-files';
import type {
  Clock,
  Engine,
  EngineFacts,
  Environment,
  ProcessCommand,
  ProcessListeners,
  ProcessResult,
  Terminal,
  World,
} from './world';

/** What a unit test gives the world; what it leaves out is empty, absent or at rest. */
export interface MemoryWorldFacts {
  /** Absolute path → content. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** `read /a/b` or `write /a/b` → the code of the error that it meets. */
  readonly faults?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly argv?: readonly string[];
  readonly engine?: EngineFacts;
  /** Reference → id. */
  readonly images?: Readonly<Record<string, string>>;
  readonly isInteractive?: boolean;
  readonly columns?: number;
  /** What a person answers; without it nobody is there. */
  readonly consents?: boolean;
  /** The answers of the engine's API; without them it does not answer. */
  readonly engineAnswers?: {
    readonly buildCache?: () => unknown;
    readonly untaggedImages?: () => unknown;
    readonly imageHistories?: () => readonly unknown[];
    readonly imageBytes?: () => number;
  };
  /** Plays the processes. Without it no program is installed. */
  readonly run?: (command: ProcessCommand, listeners: ProcessListeners) => ProcessResult;
}

/** The double and what a test reads off it. */
export interface MemoryWorld extends World {
  readonly contents: Map<string, Uint8Array>;
  readonly commands: ProcessCommand[];
  readonly printed: { out: string; err: string };
  exitStatus: number | undefined;
  /** Presses Ctrl-C. */
  interrupt(): void;
}

/** A world in memory: time moves on only by `sleep`, and identifiers count up. */
export function memoryWorld(facts: MemoryWorldFacts = {}): MemoryWorld {
  const printed = { out: '', err: '' };
  const commands: ProcessCommand[] = [];
  const interruptListeners = new Set<(signal: string) => void>();
  const { files, contents } = memoryFiles(facts.files ?? {}, facts.faults ?? {});
  let identifiers = 0;
  const world: MemoryWorld = {
    contents,
    commands,
    printed,
    exitStatus: undefined,
    interrupt: () => {
      for (const listener of interruptListeners) listener('SIGINT');
    },
    files,
    clock: memoryClock(),
    environment: memoryEnvironment(facts, (status) => {
      world.exitStatus = status;
    }),
    terminal: memoryTerminal(facts, printed),
    processes: {
      run: (command, listeners = {}) => {
        commands.push(command);
        return Promise.resolve(facts.run?.(command, listeners) ?? { kind: 'not-found', file: command.file });
      },
      launch: (command) => {
        commands.push(command);
        return Promise.resolve(facts.run !== undefined && facts.run(command, {}).kind !== 'not-found');
      },
      stream: async (command, consume) => {
        commands.push(command);
        const chunks: Uint8Array[] = [];
        const played = facts.run?.(command, { onStdout: (chunk) => chunks.push(chunk) });
        const consumed = await consume(Readable.from(chunks)).then(
          (value) => ({ ok: true, value }) as const,
          (error: unknown) => ({ ok: false, error }) as const,
        );
        return { process: played ?? { kind: 'not-found', file: command.file }, consumed };
      },
    },
    engine: memoryEngine(facts),
    interrupts: {
      listen: (listener) => {
        interruptListeners.add(listener);
        return () => interruptListeners.delete(listener);
      },
    },
    uuid: () => {
      identifiers += 1;
      return `00000000-0000-4000-8000-${String(identifiers).padStart(12, '0')}`;
    },
    startIndex: () => Promise.reject(new Error('no index is played here')),
    machineId: () => 'machine',
    hardware: () => ({ cpus: 2, memoryBytes: 8e9 }),
  };
  return world;
}

function memoryClock(): Clock {
  let now = Date.UTC(2026, 0, 1);
  return {
    now: () => now,
    monotonic: () => now,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    every: () => () => undefined,
  };
}

function memoryEnvironment(facts: MemoryWorldFacts, exitWith: (status: number) => void): Environment {
  return {
    get: (name) => facts.environment?.[name],
    all: () => facts.environment ?? {},
    cwd: facts.cwd ?? '/workspace',
    home: facts.environment?.['HOME'] ?? '/home/memory',
    platform: 'linux',
    argv: facts.argv ?? [],
    exitWith,
  };
}

function memoryTerminal(
  { isInteractive = false, columns = 100, consents }: MemoryWorldFacts,
  printed: { out: string; err: string },
): Terminal {
  return {
    isInteractive,
    hasColour: false,
    columns,
    frameColumns: 100,
    rows: 24,
    isRead: true,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    confirm: (question) => {
      printed.err += `${question}\n`;
      return Promise.resolve(consents);
    },
  };
}

function memoryEngine({ engine, images = {}, engineAnswers = {} }: MemoryWorldFacts): Engine {
  const unreachable = 'no engine in this world';
  const answer = <T>(played: (() => T) | undefined): Promise<T> =>
    played === undefined
      ? Promise.reject(new EngineUnreachableError(unreachable))
      : Promise.resolve().then(played);
  const held = (references: readonly string[]): [string, string][] =>
    references.flatMap((reference) => {
      const id = images[reference];
      return id === undefined ? [] : [[reference, id]];
    });
  return {
    facts: () => Promise.resolve(engine === undefined ? { unreachable } : { facts: engine }),
    details: () =>
      Promise.resolve(
        engine === undefined ? { unreachable } : { details: { ...engine, dataFolder: undefined } },
      ),
    imageIds: (references) => Promise.resolve(new Map(held(references))),
    buildCache: () => answer(engineAnswers.buildCache),
    untaggedImages: () => answer(engineAnswers.untaggedImages),
    imageHistories: () => answer(engineAnswers.imageHistories),
    imageBytes: () => answer(engineAnswers.imageBytes),
    observeImages: (references) =>
      Promise.resolve(
        engine === undefined
          ? { unreachable }
          : {
              observation: {
                engine,
                ids: Object.fromEntries(held(references)),
                references,
                cursor: undefined,
              },
            },
      ),
  };
}
