import { formatBytes } from '../duration';
import type { CacheUse, MountSize, ToolUse } from './cache-use';
import { sumKnown } from './tool-log';

/**
 * What cache mounts brought, in one line: `pip: 48 from cache, 2 downloaded (1.2 MB), mount +1.3 MB`; empty when nothing is
 * known. Of several RUNs the tools are counted together, and a mount that they share once.
 */
export function useText(uses: readonly CacheUse[]): string {
  const tools = toolsTogether(uses.flatMap((use) => use.tools));
  const mount = growthText(mountsOnce(uses.flatMap(({ mounts }) => mounts)));
  const told = tools.map(toolText).filter((text) => text !== '');
  const isOneTool = told.length === 1;
  return [told.join('; '), mount].filter(Boolean).join(isOneTool ? ', ' : '; ');
}

/** Each warning once. */
export function useWarnings(uses: readonly CacheUse[]): readonly string[] {
  return [...new Set(uses.flatMap(({ warnings }) => warnings))];
}

function toolsTogether(uses: readonly ToolUse[]): readonly ToolUse[] {
  return [...new Set(uses.map(({ tool }) => tool))].map((tool): ToolUse => {
    const own = uses.filter((use) => use.tool === tool);
    return {
      tool,
      reused: sumKnown(own.map(({ reused }) => reused)),
      downloaded: sumKnown(own.map(({ downloaded }) => downloaded)),
      downloadedBytes: sumKnown(own.map(({ downloadedBytes }) => downloadedBytes)),
    };
  });
}

function toolText({ tool, reused, downloaded, downloadedBytes = 0 }: ToolUse): string {
  const bytes = downloadedBytes === 0 ? '' : ` (${formatBytes(downloadedBytes)})`;
  const parts = [
    reused === undefined ? '' : `${reused} from cache`,
    downloaded === undefined ? '' : `${downloaded} downloaded${bytes}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${tool}: ${parts.join(', ')}`;
}

function mountsOnce(mounts: readonly MountSize[]): readonly MountSize[] {
  return [...new Map(mounts.map((mount) => [mount.id === '' ? mount.target : mount.id, mount])).values()];
}

/** Empty unless all of them were measured. */
function growthText(mounts: readonly MountSize[]): string {
  const before = sumKnown(mounts.map((mount) => mount.before));
  const after = sumKnown(mounts.map((mount) => mount.after));
  if (mounts.length === 0 || before === undefined || after === undefined) return '';
  const name = mounts.length === 1 ? 'mount' : 'mounts';
  if (after === before) return `${name} as before`;
  return `${name} ${after > before ? '+' : '-'}${formatBytes(Math.abs(after - before))}`;
}
