import type { EngineCommand, Verb } from './arguments';
import { answers, stopDaemon } from './daemon';
import { EngineError } from './engine-error';
import {
  type EngineHandle,
  type EngineOptions,
  ensureEngine,
  layoutFor,
  privateEngine,
} from './ensure-engine';
import type { EngineLayout } from './layout';
import { runningDaemon } from './leftovers';
import { withLock } from './lock';
import { presentEngine } from './present-engine';
import { type Suite, SUITES } from './suites';

/** What each word of the command line does. */
export const COMMANDS = { up, down, status, env: printEnvironment, remove } as const satisfies Record<
  Verb,
  (command: EngineCommand) => Promise<void>
>;

async function up(command: EngineCommand): Promise<void> {
  const engine = await ensureEngine(optionsOf(command, tell));
  tell(describe(engine));
  if (!engine.provisioned) return;
  const same = optionsText(command);
  tell(
    `to use it in a shell: eval "$(npm run --silent engine -- env${same})"; to stop it: npm run engine -- down${same}`,
  );
}

/** The explanations go to stderr: stdout is for `eval`. */
async function printEnvironment(command: EngineCommand): Promise<void> {
  const engine = await ensureEngine(
    optionsOf(command, (line) => {
      console.error(line);
    }),
  );
  console.log(exportLines(engine.env, process.env['PATH'] ?? ''));
}

async function down(command: EngineCommand): Promise<void> {
  const layouts = layoutsOf(command).filter((layout) => runningDaemon(layout) !== undefined);
  if (layouts.length === 0) tell('no private engine is running');
  for (const layout of layouts) {
    await withLock(layout.stateDir, () => stopDaemon(layout));
    tell(`stopped the engine of ${layout.suite} (${layout.stateDir})`);
  }
}

async function remove(command: EngineCommand): Promise<void> {
  if (command.suite === undefined) {
    throw new EngineError('which engine is to be removed?', { next: `name it: --suite ${SUITES.join('|')}` });
  }
  const engine = await privateEngine({ ...optionsOf(command, tell), suite: command.suite });
  await engine.remove();
  tell(`removed the engine of ${command.suite} (${engine.layout.stateDir}); its packages stay`);
}

async function status(command: EngineCommand): Promise<void> {
  const present = await presentEngine(process.env);
  tell(
    `environment: ${present.kind === 'usable' ? `docker ${present.version}, buildx ${present.buildx}` : present.reason}`,
  );
  for (const layout of layoutsOf(command)) {
    const pid = runningDaemon(layout);
    const state =
      pid === undefined
        ? 'down'
        : `${(await answers(layout)) ? 'up' : 'not answering'}, pid ${pid}, unix://${layout.socket}`;
    tell(`${layout.suite}: ${state} (${layout.stateDir})`);
  }
}

function layoutsOf(command: EngineCommand): readonly EngineLayout[] {
  const suites: readonly Suite[] = command.suite === undefined ? SUITES : [command.suite];
  return suites.map((suite) => layoutFor({ ...optionsOf(command, tell), suite }));
}

function optionsOf({ suite, stateDir, dataRoot }: EngineCommand, say: (line: string) => void): EngineOptions {
  return {
    say,
    ...(suite !== undefined && { suite }),
    ...(stateDir !== undefined && { stateDir }),
    ...(dataRoot !== undefined && { dataRoot }),
  };
}

/** The options as they were typed, to be typed again. */
function optionsText({ suite, stateDir, dataRoot }: EngineCommand): string {
  const options = Object.entries({ suite, 'state-dir': stateDir, 'data-root': dataRoot });
  return options.map(([name, value]) => (value === undefined ? '' : ` --${name} ${value}`)).join('');
}

function describe({ version, buildx, provisioned, suite }: EngineHandle): string {
  const origin = provisioned ? `private engine of ${suite ?? ''}` : 'the engine of this environment';
  return `docker ${version}, buildx ${buildx ?? 'none'}: ${origin}`;
}

/** Lines for a POSIX shell; what PATH had at its end stays that shell's own (npm puts folders of its own into ours). */
export function exportLines(env: Readonly<Record<string, string>>, path: string): string {
  return Object.entries(env)
    .map(([name, value]) => {
      const added =
        name === 'PATH' && value.endsWith(`:${path}`) ? value.slice(0, -path.length - 1) : undefined;
      return `export ${name}=${added === undefined ? quote(value) : `${quote(added)}:"$PATH"`}`;
    })
    .join('\n');
}

function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

function tell(line: string): void {
  console.log(line);
}
