import { homedir, tmpdir } from 'node:os';
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
    get home() {
      return homeFolder();
    },
    platform: process.platform,
    argv: process.argv.slice(2),
    exitWith: (status) => {
      process.exitCode = status;
    },
  };
}

/** A user without an entry in passwd and without HOME (a container that runs as any number) has none. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return tmpdir();
  }
}
