/** A generated file: its path relative to the repository, and what it must hold. */
export interface OutputFile {
  readonly path: string;
  readonly content: string;
}

/** What each module in `outputs/` exports as `outputs`. */
export type Outputs = () => Promise<readonly OutputFile[]>;
