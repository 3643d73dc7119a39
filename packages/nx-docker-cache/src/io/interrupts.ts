import type { Interrupts } from './world';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function realInterrupts(): Interrupts {
  return {
    listen: (onInterrupt) => {
      const listeners = SIGNALS.map((name) => ({
        name,
        listener: () => {
          onInterrupt(name);
        },
      }));
      for (const { name, listener } of listeners) process.on(name, listener);
      return () => {
        for (const { name, listener } of listeners) process.off(name, listener);
      };
    },
  };
}
