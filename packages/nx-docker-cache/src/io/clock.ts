import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './world';

export function realClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: async (ms) => {
      await sleep(ms);
    },
    every: (ms, action) => {
      const timer = setInterval(action, ms);
      return () => {
        clearInterval(timer);
      };
    },
  };
}
