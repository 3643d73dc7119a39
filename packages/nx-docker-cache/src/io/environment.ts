import type { Environment } from './world';

export function realEnvironment(): Environment {
  return {
    get: (name) => process.env[name],
    all: () =>
      Object.fromEntries(
        Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    get cwd() {
      return process.cwd();
    },
    platform: process.platform,
    argv: process.argv.slice(2),
    exitWith: (status) => {
      process.exitCode = status;
    },
  };
}
