import { isObject, numberOf, textOf } from '../timing/json';

/** A container that is not as it should be after `docker compose up --wait`. */
export interface FailedContainer {
  readonly service: string;
  /** In words: `unhealthy`, `exited with 1`. */
  readonly state: string;
}

/** What `docker compose ps --all --format=json` printed, an object a line: those that are not well. Total. */
export function failedContainers(output: string): readonly FailedContainer[] {
  return output.split('\n').flatMap((line): FailedContainer[] => {
    const container = parsed(line);
    if (!isObject(container)) return [];
    const [service, state, health] = ['Service', 'State', 'Health'].map(
      (key) => textOf(container[key]) ?? '',
    );
    if (service === undefined || service === '') return [];
    const words = stateWords(state ?? '', health ?? '', numberOf(container['ExitCode']));
    return words === undefined ? [] : [{ service, state: words }];
  });
}

function stateWords(state: string, health: string, exitCode: number | undefined): string | undefined {
  if (health === 'unhealthy' || health === 'starting')
    return health === 'starting' ? 'not healthy yet' : health;
  if (state === 'exited') return exitCode === 0 ? undefined : `exited with ${exitCode ?? 'an unknown code'}`;
  return state === 'running' ? undefined : state;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
