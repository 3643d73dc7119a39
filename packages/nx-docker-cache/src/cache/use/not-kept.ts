import type { MountSize, ToolUse } from '../../timing/cache-use/cache-use';
import { sumKnown } from '../../timing/cache-use/tool-log';
import type { DeclaredMount } from '../declared-mounts';

/** The folders of an empty mount, and a note or two of the tool's own. */
const NEARLY_EMPTY_BYTES = 24_576;
/** Of less than this nobody can tell whether it was kept. */
const LEAST_DOWNLOADED_BYTES = 32_768;
/** What a cache keeps is at least so much of what was downloaded, however well it packs. */
const LEAST_KEPT_SHARE = 0.1;

/** A mount of a RUN, as it is written and as it was measured. */
export interface MeasuredMount {
  readonly declared: Pick<DeclaredMount, 'tool'>;
  readonly size: MountSize;
}

/** What tells that downloads did not stay in the mount, one sentence a tool; for a RUN that succeeded. */
export function notKept(tools: readonly ToolUse[], mounts: readonly MeasuredMount[]): readonly string[] {
  return tools.flatMap((use) => {
    const own = mounts.filter(({ declared }) => declared.tool === use.tool);
    const sizes = (own.length > 0 ? own : mounts).map(({ size }) => size);
    return isKept(use, sizes) ? [] : [warning(use, sizes, own.length > 0)];
  });
}

/** Also where it cannot be told. */
function isKept(
  { downloaded = 0, downloadedBytes = Infinity }: ToolUse,
  sizes: readonly MountSize[],
): boolean {
  if (downloaded === 0 || downloadedBytes < LEAST_DOWNLOADED_BYTES) return true;
  const after = sumKnown(sizes.map((size) => size.after));
  if (after === undefined) return true;
  if (after <= NEARLY_EMPTY_BYTES) return false;
  const before = sumKnown(sizes.map((size) => size.before));
  const least = Number.isFinite(downloadedBytes) ? downloadedBytes * LEAST_KEPT_SHARE : 1;
  return before === undefined || after - before >= least;
}

/** What usually defeats a cache. */
const REASONS: Readonly<Record<string, string>> = {
  pip: "the index sends no caching headers, or pip's cache is switched off (PIP_NO_CACHE_DIR, pip.conf)",
  npm: "npm's cache is switched off or moved (.npmrc, npm_config_cache)",
  apt: 'apt deletes what it has installed (/etc/apt/apt.conf.d/docker-clean)',
};

/** Begins with what matters most: the end of a build shows as much of it as fits. The numbers stand beside it. */
function warning({ tool }: ToolUse, sizes: readonly MountSize[], isOwn: boolean): string {
  const targets = sizes.map(({ target }) => target).join(', ');
  const elsewhere = `${tool}'s cache is in another folder, or switched off`;
  const reason = (isOwn ? REASONS[tool] : undefined) ?? elsewhere;
  return `the mount ${targets} did not keep what ${tool} downloaded: likely ${reason}`;
}
