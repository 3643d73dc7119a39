/** `0.4 s`, `12.3 s`, `4 m 05 s`: as exact as a reader can use. */
export function formatDuration(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}

/** ` together with 3 other images`, behind the time of a command that built several; empty for a build on its own. */
export function togetherText({ together = 1 }: { readonly together?: number | undefined }): string {
  const others = together - 1;
  return others < 1 ? '' : ` together with ${others} other ${others === 1 ? 'image' : 'images'}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as the docker CLI prints them. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
