import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace';

/** What the tests look at of a run record. */
export interface RecordedRun {
  readonly id: string;
  readonly command: string;
  readonly edges: string;
  readonly parallel?: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly tasks: readonly RecordedTask[];
  readonly clockUnsure?: true;
}

export interface RecordedTask {
  readonly id: string;
  readonly status: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly dependsOn: readonly string[];
  readonly build?: {
    readonly kind: string;
    readonly reason?: string;
    readonly entry?: {
      readonly id: string;
      readonly outcome: string;
      readonly wallMs: number;
      readonly startedAt: number;
      readonly cachedSteps: number;
      readonly totalSteps: number;
      readonly steps: readonly {
        readonly name: string;
        readonly ownMs: number;
        readonly start: number;
        readonly end: number;
        readonly cause?: { readonly kind: string };
      }[];
      readonly task?: { readonly run?: string };
    };
  };
}

/** The plugin's folder in Nx's workspace data, undefined before it is made. */
export function recordFolder({ root }: Pick<Workspace, 'root'>): string | undefined {
  const base = join(root, '.nx/workspace-data/nx-docker-cache');
  const clone = existsSync(base) ? readdirSync(base).find((name) => /^[\da-f]{12}$/.test(name)) : undefined;
  return clone === undefined ? undefined : join(base, clone);
}

export function lastRun(workspace: Pick<Workspace, 'root'>): RecordedRun | undefined {
  const file = join(recordFolder(workspace) ?? '', 'last-run.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RecordedRun) : undefined;
}

interface HistoryLine {
  readonly build?: NonNullable<NonNullable<RecordedTask['build']>['entry']> & { readonly project: string };
  readonly run?: {
    readonly id: string;
    readonly tasks: readonly { readonly id: string; readonly build?: string }[];
  };
}

export function historyLines(workspace: Pick<Workspace, 'root'>): readonly HistoryLine[] {
  const file = join(recordFolder(workspace) ?? '', 'history.ndjson');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return lines.map((line) => JSON.parse(line) as HistoryLine);
}
