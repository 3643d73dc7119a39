import type { World } from '../../io/world';
import type { BatchTask } from './batch-tasks';
import { TASK_HASH } from './task-origin';

/** The world of one task among those that share a process. */
export interface TaskWorld extends World {
  /** What the task has printed so far. */
  printed(): string;
}

/** What Nx sets for a task that runs alone is set here; what it prints is kept: Nx shows it when the task has ended. */
export function taskWorld(world: World, { hash }: BatchTask): TaskWorld {
  let printed = '';
  const print = (text: string): void => {
    printed += text;
  };
  return {
    ...world,
    environment: {
      ...world.environment,
      get: (name) => (name === TASK_HASH ? hash : world.environment.get(name)),
    },
    terminal: { ...world.terminal, isInteractive: false, out: print, err: print },
    printed: () => printed,
  };
}
