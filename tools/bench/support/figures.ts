import { cpus, loadavg } from 'node:os';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** What figures depend on: `2 cores (…; load 1.2), Node v20.20.0`. */
export function machine(): string {
  const processors = cpus();
  const [load = 0] = loadavg();
  return `${processors.length} cores (${processors[0]?.model ?? 'unknown'}; load ${load.toFixed(1)}), Node ${process.version}`;
}

/** Where a benchmark puts its lines: on the terminal, and into docs/benchmarks.md when it is recorded. */
export type Say = (line: string) => void;
