import type { ProcessCommand } from '../build/process-command';
import type { ProjectFiles } from '../context/project-files';

export type { ProcessCommand };

/**
 * The one doorway to everything that is not a function of its arguments: files, the clock, the environment, the
 * terminal, other processes and the engine. The real one is made in real-world.ts, the double for unit tests in
 * memory-world.ts. Deciding code never sees it; thin shells (executors, generators, cli, plugin.ts) pass it on.
 */
export interface World {
  readonly files: Files;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly terminal: Terminal;
  readonly processes: Processes;
  /** Resolves which engine the docker CLI would use (DOCKER_HOST, DOCKER_CONTEXT, the current context) and talks to it. */
  readonly engine: Engine;
  readonly interrupts: Interrupts;
  /** Starts a package index of its own in front of another one. */
  readonly startIndex: (options: LimitedIndexOptions) => Promise<LimitedIndex>;
  /** A fresh random identifier (uuid v4). */
  uuid(): string;
  /** Names this machine among others. */
  machineId(): string;
  hardware(): Hardware;
}

export interface LimitedIndexOptions {
  readonly upstreamUrl: string;
  /** Of the link that all who ask it share, bytes a second. */
  readonly bytesPerSecond: number;
  /** The name or address by which they reach this machine. */
  readonly address: string;
  /** Where it keeps what it has fetched. */
  readonly cacheDir: string;
}

/** An index of Python packages that sends no faster than a link would. */
export interface LimitedIndex {
  readonly url: string;
  /** How often it was asked. */
  requests(): number;
  close(): Promise<void>;
}

/** What measured times depend on. */
export interface Hardware {
  readonly cpus: number;
  readonly memoryBytes: number;
}

export interface FileFacts {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  readonly size: number;
  readonly modifiedMs: number;
  /** The one bit of a file's mode that git keeps, and an image. */
  readonly isExecutable: boolean;
}

/** All paths are absolute. Errors of the file system are passed on as they are (with their `code`). */
export interface Files {
  read(path: string): Promise<Uint8Array>;
  /** Undefined when nothing is there. Follows no link. */
  facts(path: string): Promise<FileFacts | undefined>;
  list(path: string): Promise<readonly string[]>;
  /** A folder whose parts are read as they are asked for: at once, for deciding code that does not wait. */
  project(folder: string): ProjectFiles;
  /**
   * Writes a temporary file beside the target and renames it: a reader sees the old text or the new one, whole.
   * Missing folders are made; mode and owner of an existing file are kept.
   * @throws an error with code ELOOP when the target is a symbolic link.
   */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** Copies a file with its mode; missing folders are made. */
  copy(from: string, to: string): Promise<void>;
  /** Gives a file another name on the same file system, at once; what had the name is gone. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all it holds. Nothing there is no error. */
  remove(path: string): Promise<void>;
  /** The path with all links resolved. */
  realPath(path: string): Promise<string>;
  /** Of the file system that holds a folder; undefined when it cannot be told. */
  space(folder: string): Promise<Space | undefined>;
  /** Makes a new empty folder below the system's place for temporary files. */
  temporaryFolder(prefix: string): Promise<string>;
}

/** Of a file system, in bytes. */
export interface Space {
  /** For this user. */
  readonly freeBytes: number;
  /** For root, for whom some file systems keep a share. */
  readonly rootFreeBytes: number;
  readonly totalBytes: number;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that never go backwards, for durations. */
  monotonic(): number;
  sleep(ms: number): Promise<void>;
  /** Calls the action again and again until the returned function is called. */
  every(ms: number, action: () => void): () => void;
}

export interface Environment {
  readonly get: (name: string) => string | undefined;
  all(): Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The user's home folder, also where no variable names it; that for temporary files where the system knows none. */
  readonly home: string;
  readonly platform: string;
  /** The words after the program's name. */
  readonly argv: readonly string[];
  /** Sets the status with which the process ends once nothing is left to do: output is never cut off. */
  exitWith(status: number): void;
}

export interface Terminal {
  /** Frames may be drawn on stderr: it is a terminal, and nobody is recording it. */
  readonly isInteractive: boolean;
  readonly hasColour: boolean;
  /** Of standard output. Infinite where it is no terminal, or one without a size: nothing is cut off there. */
  readonly columns: number;
  /** Of standard error, where frames are drawn. */
  readonly frameColumns: number;
  readonly rows: number;
  /** Somebody may still read standard output: false once a pipe is closed (`| head`). */
  readonly isRead: boolean;
  out(text: string): void;
  err(text: string): void;
  /** Asks a person; undefined where nobody sits at a terminal to answer. Only `y` and `yes` mean yes. */
  confirm(question: string): Promise<boolean | undefined>;
}

export interface ProcessListeners {
  readonly onStdout?: (chunk: Uint8Array) => void;
  readonly onStderr?: (chunk: Uint8Array) => void;
  /** Ends the process gracefully (SIGINT first, SIGKILL after `graceMs`). */
  readonly signal?: AbortSignal;
}

export type ProcessResult =
  | { readonly kind: 'exited'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'signalled'; readonly signal: string; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'not-found'; readonly file: string };

/** What has become of a process whose output was consumed, and of the consumer. */
export interface StreamResult<T> {
  /** Its standard output is empty here. */
  readonly process: ProcessResult;
  readonly consumed:
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };
}

export interface Processes {
  /** Output is kept in the result (the last 1 MiB of each stream) and handed to the listeners as it comes. */
  run(command: ProcessCommand, listeners?: ProcessListeners): Promise<ProcessResult>;
  /**
   * Hands on standard output no faster than it is consumed, so that little of it is in memory however much it is. A
   * consumer that fails ends the process.
   */
  stream<T>(
    command: ProcessCommand,
    consume: (output: AsyncIterable<Uint8Array>) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<StreamResult<T>>;
  /**
   * Starts a program that goes on by itself, also after this process has ended: only its start is waited for.
   * @returns false when it cannot be started
   */
  launch(command: ProcessCommand): Promise<boolean>;
}

export interface EngineFacts {
  /** The engine's own id (`docker info`), another one on every data root. */
  readonly id: string;
  readonly version: string;
  /** True with the containerd image store. */
  readonly containerdStore: boolean;
}

export interface EngineDetails extends EngineFacts {
  /** Where the engine keeps its data; undefined where that is not on this machine. */
  readonly dataFolder: string | undefined;
}

export interface Engine {
  /** Undefined when the engine cannot be reached; `reason` says why. */
  facts(): Promise<{ readonly facts: EngineFacts } | { readonly unreachable: string }>;
  /** The same with what only a look at the machine asks for. */
  details(): Promise<{ readonly details: EngineDetails } | { readonly unreachable: string }>;
  /**
   * The ids of the images that the engine holds under these references; a reference it does not hold is absent.
   * @throws EngineUnreachableError when the engine does not answer.
   */
  imageIds(references: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * The records of the engine's build cache, as it tells them (cache/read-engine-usage.ts reads them). The engine finds out
   * sizes that it does not know yet, and a RUN that wants a cache mount meanwhile gets a new one: not to be asked while a
   * build has such a RUN before it.
   * @throws EngineUnreachableError when the engine does not answer, or `signal` ended it.
   */
  buildCache(signal?: AbortSignal): Promise<unknown>;
  /**
   * The images without a tag, as the engine tells them (cache/read-engine-images.ts reads them).
   * @throws EngineUnreachableError when the engine does not answer.
   */
  untaggedImages(): Promise<unknown>;
  /**
   * The history of each image that the engine holds, as it tells them (cache/image-layers.ts reads them).
   * @throws EngineUnreachableError when the engine does not answer.
   */
  imageHistories(): Promise<readonly unknown[]>;
  /**
   * How many bytes all images of the engine take together.
   * @throws EngineUnreachableError when the engine does not answer, or cannot tell (seen with 28.5 and the containerd
   * store: "snapshot … does not exist", while something else is removed).
   */
  imageBytes(): Promise<number>;
  /**
   * The same with the engine's facts, in few milliseconds when `earlier` is an observation of the same engine: what
   * the engine's own event log shows as untouched since then is not looked up again.
   */
  observeImages(
    references: readonly string[],
    earlier?: ImageObservation,
  ): Promise<{ readonly observation: ImageObservation } | { readonly unreachable: string }>;
}

/** Which images an engine held at one moment. Plain JSON: it may be kept and built on later. */
export interface ImageObservation {
  readonly engine: EngineFacts;
  /** By reference, as it was asked for. A reference without an image is absent. */
  readonly ids: Readonly<Record<string, string>>;
  /** The references that were looked at. */
  readonly references: readonly string[];
  /** Names the last event in the engine's log at that moment; undefined where the log is not needed or cannot be trusted. */
  readonly cursor: string | undefined;
}

export interface Interrupts {
  /** Takes over Ctrl-C and its like (SIGINT, SIGTERM, SIGHUP) until the returned function is called. */
  listen(onInterrupt: (signal: string) => void): () => void;
}
