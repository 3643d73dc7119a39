import type { LogUpdate, ProgressUpdate, StatusUpdate, VertexUpdate } from './progress-event';

/**
 * Takes the progress of `docker buildx bake` apart: what each target would have told on its own. Bake puts the target's
 * name in front of the names of its steps (docker/buildx, util/progress/multiwriter.go `addPrefix`); a step that several
 * targets share is told for each of them, with one digest, and its log only once.
 */
export class TargetStreams {
  private readonly targetsOf = new Map<string, Set<string>>();
  private readonly told = new Map<string, Set<string>>();

  /** @param ownNames by target, the name that one of its steps would have if it were built alone (`ownStepName`) */
  constructor(private readonly ownNames: ReadonlyMap<string, (name: string) => string>) {}

  /** By the names of the targets that it is about. */
  split(update: ProgressUpdate): ReadonlyMap<string, ProgressUpdate> {
    const parts = new Map<string, Part>();
    const partOf = (target: string): Part => {
      const part = parts.get(target) ?? { vertexes: [], statuses: [], logs: [], warnings: [] };
      parts.set(target, part);
      return part;
    };
    for (const vertex of update.vertexes)
      for (const [target, own] of this.ownVertexes(vertex)) partOf(target).vertexes.push(own);
    for (const status of update.statuses)
      for (const target of this.targets(status.vertex)) partOf(target).statuses.push(status);
    for (const log of update.logs) {
      if (this.wasTold(log)) continue;
      for (const target of this.targets(log.vertex)) partOf(target).logs.push(log);
    }
    for (const warning of update.warnings)
      for (const target of this.targets(warning.vertex)) partOf(target).warnings.push(warning);
    return parts;
  }

  private ownVertexes(vertex: VertexUpdate): readonly (readonly [string, VertexUpdate])[] {
    if (vertex.name === '') return [...this.targets(vertex.digest)].map((target) => [target, vertex]);
    const [, target = '', end, rest = ''] = /^\[(\S+?)([ \]])([\s\S]*)$/.exec(vertex.name) ?? [];
    const ownName = this.ownNames.get(target);
    if (ownName === undefined) return [];
    this.targetsOf.set(vertex.digest, new Set([...this.targets(vertex.digest), target]));
    return [[target, { ...vertex, name: ownName(end === ' ' ? `[${rest}` : rest.trimStart()) }]];
  }

  private targets(digest: string): ReadonlySet<string> {
    return this.targetsOf.get(digest) ?? NO_TARGETS;
  }

  /** Told again for another target: at the same moment, in the same stream, of the same length. */
  private wasTold({ vertex, timestamp, stream, text }: LogUpdate): boolean {
    if (timestamp === undefined) return false;
    const told = this.told.get(vertex) ?? new Set<string>();
    this.told.set(vertex, told);
    const line = `${stream} ${timestamp} ${text.length}`;
    const isOld = told.has(line);
    told.add(line);
    return isOld;
  }
}

interface Part {
  readonly vertexes: VertexUpdate[];
  readonly statuses: StatusUpdate[];
  readonly logs: LogUpdate[];
  readonly warnings: ProgressUpdate['warnings'][number][];
}

const NO_TARGETS: ReadonlySet<string> = new Set();
