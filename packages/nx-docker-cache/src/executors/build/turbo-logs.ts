import { below } from '../../context/clean-path';
import type { ContextTree } from '../../context/context-tree';

const FOLDER = '.turbo';
/** What Turborepo writes of a task while it runs, in the folder of the package: each run changes it. */
const LOG = /^turbo-.*\.log$/;
const PATTERN = '**/.turbo/turbo-*.log';

/**
 * The line of an ignore file that leaves out of a context what Turborepo logs of the build itself: else the build copies what
 * is still being written, and the next one finds it changed. None for what the Dockerfile names. Turborepo's cache is not
 * touched: a RUN may use it.
 * @param folder of the Dockerfile, relative to the context; undefined where it lies outside
 * @param sent the context without this line
 * @param dockerfile its text
 */
export function turboLogPatterns(
  folder: string | undefined,
  sent: ContextTree,
  dockerfile: string,
): readonly string[] {
  const places = ['', ...(folder === undefined ? [] : [folder])].map((place) => below(place, FOLDER));
  const hasLogs = places.some((place) => [...(sent.list(place) ?? [])].some(([name]) => LOG.test(name)));
  return hasLogs && !dockerfile.includes(FOLDER) ? [PATTERN] : [];
}
