import type { WrittenOptions } from '../../build/written-options';

/** Two Dockerfiles whose images are to be compared, with every choice made. Paths are absolute. */
export interface VerifyRequest {
  readonly project: string;
  /** The folder that the user thinks in. */
  readonly workspaceRoot: string;
  /** The one of the working tree. */
  readonly dockerfile: string;
  readonly context: string;
  readonly before: BeforeSource;
  readonly after: AfterSource;
  /** What both builds are given alike. */
  readonly inputs: BuildInputs;
  /** Patterns of differences that the user expects. */
  readonly expect: readonly string[];
  readonly verbose: boolean;
  readonly report: 'summary' | 'json';
}

export type BeforeSource =
  | { readonly kind: 'git'; readonly revision: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'working-tree' };

export type AfterSource =
  | { readonly kind: 'working-tree' }
  /** What an upgrade would make of the working tree's; `only`: these package managers. */
  | { readonly kind: 'plan'; readonly only: readonly string[] | undefined };

/** The options of a build that decide what is in the image, or whether it can be built at all. */
export type BuildInputs = Pick<WrittenOptions, (typeof INPUT_NAMES)[number]>;

export const INPUT_NAMES = [
  'platforms',
  'target',
  'buildArgs',
  'labels',
  'secrets',
  'ssh',
  'cacheFrom',
  'builder',
  'network',
  'addHosts',
  'pull',
  'noCache',
] as const satisfies readonly (keyof WrittenOptions)[];

/** What the options of an executor or command say about before and after. */
export interface WrittenComparison {
  readonly beforeRef?: string;
  /** Absolute. */
  readonly beforeFile?: string;
  readonly planned?: boolean;
  readonly only?: readonly string[];
}
