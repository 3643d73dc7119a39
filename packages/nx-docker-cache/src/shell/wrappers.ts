/** Who runs what stands behind a wrapper. */
export type RunsAs = 'caller' | 'root' | 'root-with-own-home' | 'other';

/** A program whose arguments are another command. */
export interface Wrapper {
  /** Words that must follow the name for it to be one: `conda run`. */
  readonly subcommand?: string;
  /** Options that take the next word as their value. All others stand alone, or hold their value after `=`. */
  readonly valueOptions?: readonly string[];
  /** Options with which it runs nothing (`command -v pip`). */
  readonly notWith?: readonly string[];
  /** The command stands behind a bare `--`: `mise exec node@20 -- npm ci`. */
  readonly behindDashes?: true;
  /** `NAME=value` words before the command. */
  readonly takesAssignments?: true;
  /** Plain words before the command: the 30 of `timeout 30 pip …`. */
  readonly operands?: number;
  readonly runsAs?: RunsAs;
  /** Options that change who runs the command. */
  readonly runsAsWith?: Readonly<Record<string, RunsAs>>;
}

const CONDA_RUN: Wrapper = {
  subcommand: 'run',
  valueOptions: ['-n', '--name', '-p', '--prefix', '--cwd', '-r', '--root-prefix', '-e', '--env'],
};

const TABLE: Readonly<Record<string, Wrapper>> = {
  sudo: {
    valueOptions: [
      '-u',
      '--user',
      '-g',
      '--group',
      '-h',
      '--host',
      '-p',
      '--prompt',
      '-C',
      '-r',
      '-t',
      '-T',
      '-U',
      '-D',
      '-R',
    ],
    takesAssignments: true,
    runsAs: 'root',
    runsAsWith: {
      '-u': 'other',
      '--user': 'other',
      '-H': 'root-with-own-home',
      '--set-home': 'root-with-own-home',
      '-i': 'root-with-own-home',
    },
  },
  doas: { valueOptions: ['-u', '-C'], runsAs: 'root', runsAsWith: { '-u': 'other' } },
  gosu: { operands: 1, runsAs: 'other' },
  'su-exec': { operands: 1, runsAs: 'other' },
  setuser: { operands: 1, runsAs: 'other' },
  runuser: { valueOptions: ['-u', '--user', '-g', '--group'], runsAs: 'other' },
  chroot: { operands: 1, runsAs: 'other' },
  env: {
    valueOptions: ['-u', '--unset', '-C', '--chdir'],
    notWith: ['-S', '--split-string'],
    takesAssignments: true,
  },
  exec: { valueOptions: ['-a'] },
  command: { notWith: ['-v', '-V'] },
  builtin: {},
  nohup: {},
  setsid: {},
  time: { valueOptions: ['-f', '--format', '-o', '--output'] },
  nice: { valueOptions: ['-n', '--adjustment'] },
  ionice: { valueOptions: ['-c', '--class', '-n', '--classdata'] },
  stdbuf: { valueOptions: ['-i', '-o', '-e', '--input', '--output', '--error'] },
  timeout: { valueOptions: ['-s', '--signal', '-k', '--kill-after'], operands: 1 },
  xargs: {
    valueOptions: [
      '-n',
      '--max-args',
      '-L',
      '--max-lines',
      '-I',
      '--replace',
      '-P',
      '--max-procs',
      '-d',
      '--delimiter',
      '-a',
      '--arg-file',
      '-s',
      '-E',
    ],
  },
  'xvfb-run': { valueOptions: ['-n', '-s', '-e', '-f', '-p', '-w', '--server-num', '--server-args'] },
  php: { valueOptions: ['-d', '--define', '-c', '--php-ini'], notWith: ['-r', '--run', '-S', '-f'] },
  conda: CONDA_RUN,
  mamba: CONDA_RUN,
  micromamba: CONDA_RUN,
  poetry: { subcommand: 'run' },
  pipenv: { subcommand: 'run' },
  pdm: { subcommand: 'run', valueOptions: ['-p', '--project'] },
  hatch: { subcommand: 'run' },
  mise: { subcommand: 'exec', behindDashes: true },
  asdf: { subcommand: 'exec' },
  pyenv: { subcommand: 'exec' },
  rbenv: { subcommand: 'exec' },
  nodenv: { subcommand: 'exec' },
  volta: { subcommand: 'run', valueOptions: ['--node', '--npm', '--yarn', '--pnpm'] },
  uv: {
    subcommand: 'run',
    valueOptions: [
      '--with',
      '--extra',
      '--group',
      '-p',
      '--python',
      '--directory',
      '--project',
      '--env-file',
    ],
  },
};

/** The wrappers that are seen through, by the name of their program. */
export const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map(Object.entries(TABLE));

/** Programs that read a script from the word after `-c`, or from standard input. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash']);
