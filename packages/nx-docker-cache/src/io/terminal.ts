import type { Environment, Terminal } from './world';

const FALLBACK_COLUMNS = 100;

export function realTerminal(environment: Environment): Terminal {
  return {
    get isInteractive() {
      return process.stderr.isTTY && !isSet(environment.get('CI')) && environment.get('TERM') !== 'dumb';
    },
    get hasColour() {
      return hasColour(environment, process.stdout.isTTY);
    },
    get columns() {
      return columns(process.stdout.columns || process.stderr.columns, environment.get('COLUMNS'));
    },
    out: (text) => {
      process.stdout.write(text);
    },
    err: (text) => {
      process.stderr.write(text);
    },
  };
}

/** NO_COLOR (no-color.org) wins over FORCE_COLOR (which Nx sets for the tasks it starts), and that over the terminal. */
export function hasColour(environment: Pick<Environment, 'get'>, isTTY: boolean): boolean {
  if (isSet(environment.get('NO_COLOR'))) return false;
  const forced = environment.get('FORCE_COLOR');
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY;
}

function columns(ofTerminal: number | undefined, ofEnvironment: string | undefined): number {
  const asked = Number(ofEnvironment);
  return ofTerminal ?? (Number.isInteger(asked) && asked > 0 ? asked : FALLBACK_COLUMNS);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
