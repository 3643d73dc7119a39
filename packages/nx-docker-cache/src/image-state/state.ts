/** Raised when a field changes its meaning: states of another version are not read, which costs one build. */
export const STATE_SCHEMA_VERSION = 2;

/**
 * The image of one target as its last recorded build left it. `generation` names the unbroken stretch of time in
 * which the engine holds exactly these ids under these tags: a cached result that was stored under it belongs to a
 * run that left the image so, and to no other.
 */
export interface ImageState {
  readonly schemaVersion: typeof STATE_SCHEMA_VERSION;
  readonly generation: string;
  readonly engineId: string;
  /** Absolute: a state that was copied to another clone says nothing there. */
  readonly workspaceRoot: string;
  /** Tag → image id, at least one. */
  readonly images: Readonly<Record<string, string>>;
  /** What its build read, relative to the workspace: files, and folders with all below them. */
  readonly sources: readonly string[];
  /** Of the files among them that Nx's hash does not tell apart (`irregularDigest`). */
  readonly irregular: string;
  /** What git does not keep yet among them, by path: the mode, and of a link what it says. Nx hashes the contents only. */
  readonly untracked?: Readonly<Record<string, string>>;
}

/** Which targets have a variable of their own. Every change that could let one go missing renews the epoch. */
export interface TargetRegistry {
  readonly schemaVersion: typeof STATE_SCHEMA_VERSION;
  readonly epoch: string;
  readonly workspaceRoot: string;
  readonly variables: readonly string[];
}

/** Undefined for everything that is not a whole state of this version. */
export function readImageState(value: unknown): ImageState | undefined {
  if (!isRecord(value) || value['schemaVersion'] !== STATE_SCHEMA_VERSION) return undefined;
  const { generation, engineId, workspaceRoot, images, sources, irregular } = value;
  if (!isText(generation) || !isText(engineId) || !isText(workspaceRoot) || !isRecord(images))
    return undefined;
  if (!isText(irregular) || !Array.isArray(sources) || !sources.every(isText)) return undefined;
  const pairs = Object.entries(images).filter((pair): pair is [string, string] => isText(pair[1]));
  if (pairs.length === 0 || pairs.length !== Object.keys(images).length) return undefined;
  return {
    schemaVersion: STATE_SCHEMA_VERSION,
    generation,
    engineId,
    workspaceRoot,
    images: Object.fromEntries(pairs),
    sources,
    irregular,
    ...(isRecord(value['untracked']) && { untracked: textsIn(value['untracked']) }),
  };
}

function textsIn(value: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => isText(pair[1])),
  );
}

/** Undefined for everything that is not a whole registry of this version. */
export function readTargetRegistry(value: unknown): TargetRegistry | undefined {
  if (!isRecord(value) || value['schemaVersion'] !== STATE_SCHEMA_VERSION) return undefined;
  const { epoch, workspaceRoot, variables } = value;
  if (!isText(epoch) || !isText(workspaceRoot) || !Array.isArray(variables)) return undefined;
  if (!variables.every(isText)) return undefined;
  return { schemaVersion: STATE_SCHEMA_VERSION, epoch, workspaceRoot, variables };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
