import { failureCause, type FailureCause } from '../../build/failure-cause';
import { failureError } from '../../build/failure-error';
import type { ProcessCommand } from '../../build/process-command';
import { ProductError } from '../../errors/product-error';
import { hasSucceeded } from '../../io/process-result';
import type { World } from '../../io/world';
import { printable } from '../../text/printable';

/**
 * All that a command prints, however much.
 * @param what failed, if it fails
 * @throws ProductError DOCKER_NOT_INSTALLED, ENGINE_UNREACHABLE, BUILDX_MISSING, CACHE_NOT_READ
 */
export async function dockerOutput(
  { processes }: Pick<World, 'processes'>,
  command: ProcessCommand,
  what = 'the cache of the builder cannot be looked into',
): Promise<string> {
  const { process, consumed } = await processes.stream(command, allText);
  if (hasSucceeded(process) && consumed.ok) return consumed.value;
  if (process.kind === 'not-found') throw cacheError({ kind: 'docker-missing' }, what);
  if (!consumed.ok) throw consumed.error;
  const said = process.stderr.trim() || `docker ended with ${endOf(process)}`;
  const text = said.split('\n');
  const cause = failureCause({
    text,
    stepError: undefined,
    stepLog: [],
    stepName: undefined,
    hasBegun: false,
  });
  throw cacheError(cause, what, text.at(-1));
}

async function allText(output: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function endOf(process: { readonly exitCode: number } | { readonly signal: string }): string {
  return 'signal' in process ? process.signal : `exit code ${process.exitCode}`;
}

/** The causes that a build may fail for, too: their next steps are the same. */
const SHARED: ReadonlySet<FailureCause['kind']> = new Set<FailureCause['kind']>([
  'docker-missing',
  'engine-unreachable',
  'buildx-missing',
]);

function cacheError(cause: FailureCause, what: string, said = ''): ProductError {
  if (!SHARED.has(cause.kind))
    return new ProductError({
      code: 'CACHE_NOT_READ',
      what,
      why: printable(said),
      next: 'docker buildx inspect and docker buildx du must work; docker buildx ls lists the builders',
    });
  const { code, why, next } = failureError(cause, {
    project: '',
    dockerfile: '',
    context: '',
    line: undefined,
    exitCode: undefined,
  });
  return new ProductError({ code, what, next, ...(why !== undefined && { why: printable(why) }) });
}
