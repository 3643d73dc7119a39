import type { BuildFacts } from '../../rules/dockerfile-facts';

export type CheckFormat = 'text' | 'json' | 'sarif';

/** A Dockerfile to be judged. */
export interface DockerfileToCheck {
  /** As the user knows it. */
  readonly shown: string;
  /** Absolute. */
  readonly dockerfile: string;
  /** The option, as it is written. */
  readonly context: string | undefined;
  /** Relative to the workspace, `.` for the workspace itself. */
  readonly projectRoot: string;
  readonly build: BuildFacts | undefined;
}

/** What `check` is asked for, with every choice made. */
export interface CheckRequest {
  /** Absolute: the folder that the user thinks in. */
  readonly workspaceRoot: string;
  readonly dockerfiles: readonly DockerfileToCheck[];
  /** Whether the machine is judged too. */
  readonly machine: boolean;
  /** Whether BuildKit is asked for what it finds itself. */
  readonly buildkit: boolean;
  /** The name of the builder; undefined for the one in use. */
  readonly builder: string | undefined;
  readonly fix: boolean;
  /** Codes of rules that are not looked for. */
  readonly ignore: readonly string[];
  /** How many warnings are accepted. */
  readonly maxWarnings: number;
  readonly format: CheckFormat;
  /** Absolute; undefined for the terminal. */
  readonly outputFile: string | undefined;
}
