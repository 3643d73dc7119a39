/** A process to run, as a value: tests compare it, one place runs it. No shell is ever involved. */
export interface ProcessCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}
