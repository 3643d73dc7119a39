import * as path from 'node:path';
import { failureCause } from '../../build/failure-cause';
import type { CarriedMount } from '../../cache/carry/carried-mounts';
import { copyCommand } from '../../cache/carry/copy-command';
import type { CopyBuild } from '../../cache/carry/copy-dockerfiles';
import { hasSucceeded } from '../../io/process-result';
import type { ProcessResult, World } from '../../io/world';
import { printable } from '../../text/printable';

export interface CopyCompany {
  /** A folder for the time of the command. */
  readonly scratch: string;
  readonly builder: string;
  readonly signal: AbortSignal;
}

export interface CopyFiles {
  /** The folder of the archive, where the build reads a file of it. */
  readonly context: string | undefined;
  /** Where the build writes an archive. */
  readonly archive: string | undefined;
}

export type CopyResult =
  | { readonly kind: 'copied'; readonly progress: string; readonly seconds: number }
  | { readonly kind: 'failed'; readonly why: string };

/** Runs one copy. Whatever it needs is in a folder of its own; of the context it is given one file at most. */
export async function runCopy(
  { files, processes, clock }: Pick<World, 'files' | 'processes' | 'clock'>,
  mount: CarriedMount,
  build: CopyBuild,
  { scratch, builder, signal }: CopyCompany,
  { context, archive }: CopyFiles,
): Promise<CopyResult> {
  const dockerfile = path.join(scratch, 'Dockerfile');
  const allowed = build.contextFile === undefined ? '' : `!${build.contextFile}\n`;
  await files.write(dockerfile, build.dockerfile);
  await files.write(`${dockerfile}.dockerignore`, `*\n${allowed}`);
  const { namespace } = mount;
  const command = copyCommand({ dockerfile, context: context ?? scratch, namespace, builder, archive });
  const begun = clock.monotonic();
  const result = await processes.run(command, { signal });
  const seconds = Math.round(clock.monotonic() - begun) / 1000;
  if (hasSucceeded(result)) return { kind: 'copied', progress: result.stderr, seconds };
  return { kind: 'failed', why: printable(reason(result)) };
}

function reason(result: ProcessResult): string {
  if (result.kind === 'not-found') return 'there is no program "docker" on the PATH';
  const text = result.stderr.split('\n').filter((line) => line.trim() !== '');
  const said = text.flatMap((line) => /^#\d+ \d+\.\d+ (\S.*)$/.exec(line)?.[1] ?? []);
  const cause = failureCause({
    text,
    stepError: undefined,
    stepLog: said,
    stepName: undefined,
    hasBegun: true,
  });
  // What the copying said itself tells more than the words of its RUN.
  if (cause.kind === 'build' && said.length > 0) return said.at(-1) ?? '';
  return 'message' in cause ? cause.message : (text.at(-1) ?? 'docker said nothing');
}
