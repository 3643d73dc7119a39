import { randomUUID } from 'node:crypto';
import { realClock } from './clock';
import { realEngine } from './engine';
import { realEnvironment } from './environment';
import { realFiles } from './files';
import { realInterrupts } from './interrupts';
import { startLimitedIndex } from './limited-index';
import { hardware, machineId } from './machine';
import { realProcesses } from './processes';
import { realTerminal } from './terminal';
import type { World } from './world';

/** The world as it is. Making it costs nothing; each part touches something only when it is asked. */
export function realWorld(): World {
  const environment = realEnvironment();
  return {
    files: realFiles(),
    clock: realClock(),
    environment,
    terminal: realTerminal(environment),
    processes: realProcesses(),
    engine: realEngine(environment),
    interrupts: realInterrupts(),
    startIndex: startLimitedIndex,
    uuid: () => randomUUID(),
    machineId,
    hardware,
  };
}
