import { printable } from '../../text/printable';
import { SPLIT_REASONS } from './reasons';
import type { RequirementsPlan } from './split-requirements';

/** What was done for a Dockerfile and what was not, for people. */
export function renderSplit(file: string, { splits, snapshots, declined }: RequirementsPlan): string {
  const rows = [
    ...splits.map(({ line, snapshot, sources }) => ({
      line,
      text: `+ base layer of ${packages(snapshot.packages)}, a snapshot of ${sources.join(', ')} in ${snapshot.path}`,
    })),
    ...snapshots.map(({ line, path, state, isRenewed, taken }) => ({
      line,
      text: isRenewed
        ? `~ ${path} renewed${state.due === undefined ? '' : `: ${state.due}`}`
        : taken === undefined
          ? `! ${path} cannot be renewed: ${state.due ?? ''}`
          : `= ${path}: ${deltaText(state.changed.length + state.added.length)}`,
    })),
    ...declined.map(({ line, reason, detail }) => {
      const { why, remedy } = SPLIT_REASONS[reason];
      return {
        line,
        text: `! not split: ${why}${detail === '' ? '' : ` (${detail})`}; ${remedy} [${reason}]`,
      };
    }),
  ].sort((a, b) => a.line - b.line);
  const name = printable(file);
  if (rows.length === 0) return `${name}: nothing to split\n`;
  const width = Math.max(...rows.map(({ line }) => String(line).length));
  return [
    name,
    ...rows.map(({ line, text }) => `  ${String(line).padStart(width)}  ${printable(text)}`),
    ...(splits.some(({ hasCache }) => !hasCache) ? [CACHE_HINT] : []),
    '',
  ].join('\n');
}

const CACHE_HINT =
  '  hint: both installs fetch without a cache mount; `nx g add-cache-mounts` (`nx-docker-cache upgrade`) adds it to both';

/** The same as data. */
export function splitReport(file: string, plan: RequirementsPlan) {
  return {
    file,
    changed: plan.writes.size > 0 || plan.splits.length > 0,
    splits: plan.splits.map(({ line, sources, snapshot: { path, packages: count } }) => ({
      line,
      sources,
      snapshot: path,
      packages: count,
    })),
    snapshots: plan.snapshots.map(({ path, line, state, isRenewed }) => ({
      path,
      line,
      ...state,
      isRenewed,
    })),
    declined: plan.declined.map((each) => ({ ...each, message: SPLIT_REASONS[each.reason].why })),
  };
}

function packages(count: number): string {
  return count === 1 ? '1 package' : `${count} packages`;
}

function deltaText(count: number): string {
  return count === 0 ? 'as its sources' : `${packages(count)} in the layer above it`;
}
