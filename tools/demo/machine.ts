import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

/** The machine in words: `2 × AMD EPYC 7B13, 24 GiB, Linux 6.1 (Debian GNU/Linux 12 (bookworm)), Node 20.20.2`. */
export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  const kernel = release().split('-')[0] ?? release();
  return `${processors.length} × ${model}, ${memory} GiB, ${type()} ${kernel}${distribution()}, Node ${process.versions.node}`;
}

function distribution(): string {
  try {
    const name = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    return name === undefined ? '' : ` (${name})`;
  } catch {
    return '';
  }
}
