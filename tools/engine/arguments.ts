import { parseArgs } from 'node:util';
import { isSuite, type Suite, SUITES } from './suites';

export const VERBS = ['up', 'down', 'status', 'env', 'remove'] as const;
export type Verb = (typeof VERBS)[number];

export interface EngineCommand {
  readonly verb: Verb;
  readonly suite?: Suite;
  readonly stateDir?: string;
  readonly dataRoot?: string;
}

export type ReadArguments = { readonly command: EngineCommand } | { readonly problem: string };

/** Reads the arguments of `npm run engine -- …`. */
export function readArguments(args: readonly string[]): ReadArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        suite: { type: 'string' },
        'state-dir': { type: 'string' },
        'data-root': { type: 'string' },
      },
    });
    return check(positionals, values.suite, values['state-dir'], values['data-root']);
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function check(
  [verb, ...more]: readonly string[],
  suite?: string,
  stateDir?: string,
  dataRoot?: string,
): ReadArguments {
  const known = VERBS.find((candidate) => candidate === verb);
  if (known === undefined)
    return { problem: verb === undefined ? 'what to do is missing' : `unknown: ${verb}` };
  if (more.length > 0) return { problem: `too many arguments: ${more.join(' ')}` };
  if (suite !== undefined && !isSuite(suite))
    return { problem: `unknown suite ${suite}, known: ${SUITES.join(', ')}` };
  return {
    command: {
      verb: known,
      ...(suite !== undefined && { suite }),
      ...(stateDir !== undefined && { stateDir }),
      ...(dataRoot !== undefined && { dataRoot }),
    },
  };
}
