import { formatBytes } from '../timing/duration';
import type { Weight } from './context-facts';

const SHOWN = 3;

/** `node_modules (1200 files, 34 MB), .git (80 files, 2.1 MB) and 2 more`. */
export function weightText(weights: readonly Weight[]): string {
  const shown = weights
    .slice(0, SHOWN)
    .map(
      ({ path, files, bytes }) => `${path} (${files === 1 ? '' : `${files} files, `}${formatBytes(bytes)})`,
    );
  return shown.join(', ') + (weights.length > SHOWN ? ` and ${weights.length - SHOWN} more` : '');
}
