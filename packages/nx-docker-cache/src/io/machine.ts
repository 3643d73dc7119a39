import { createHash } from 'node:crypto';
import * as os from 'node:os';
import type { Hardware } from './world';

/**
 * Names this machine among others, without telling which it is: times are compared only with those of the same one.
 * Its processors are part of the name, because another number of them makes other times.
 */
export function machineId(): string {
  const processors = os.cpus();
  const facts = [os.hostname(), os.platform(), os.arch(), processors.length, processors[0]?.model ?? ''];
  return createHash('sha256').update(facts.join('\0')).digest('hex').slice(0, 12);
}

export function hardware(): Hardware {
  return { cpus: os.cpus().length, memoryBytes: os.totalmem() };
}
