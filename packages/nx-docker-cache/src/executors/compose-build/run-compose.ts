import type { ProcessCommand } from '../../build/process-command';
import { configCommand, type ComposeProject } from '../../compose/compose-command';
import { readConfig, type ComposeConfig } from '../../compose/read-config';
import { ProductError } from '../../errors/product-error';
import { hasSucceeded } from '../../io/process-result';
import type { ProcessResult, World } from '../../io/world';
import { printable } from '../../text/printable';
import { interruption } from '../build/interruption';

type ComposeWorld = Pick<World, 'processes' | 'terminal' | 'interrupts'>;

/** @throws ProductError DOCKER_NOT_INSTALLED, COMPOSE_MISSING, COMPOSE_FAILED, COMPOSE_NOT_READ */
export async function composeConfig(world: ComposeWorld, project: ComposeProject): Promise<ComposeConfig> {
  const { processes } = world;
  const result = await processes.run(configCommand(project));
  if (!hasSucceeded(result)) throw composeError(result, 'the compose files cannot be read');
  return readConfig(result.stdout);
}

/**
 * Runs a command of compose with its output shown.
 * @returns how it ended, also when it failed
 * @throws ProductError DOCKER_NOT_INSTALLED, BUILD_INTERRUPTED
 */
export async function showCompose(world: ComposeWorld, command: ProcessCommand): Promise<ProcessResult> {
  const { terminal, processes } = world;
  const interrupt = interruption(world);
  const show = (chunk: Uint8Array): void => {
    terminal.err(Buffer.from(chunk).toString('utf8'));
  };
  try {
    const result = await processes.run(command, { onStdout: show, onStderr: show, signal: interrupt.signal });
    if (result.kind === 'not-found') throw composeError(result, '');
    return result;
  } finally {
    interrupt.release();
  }
}

/** Why a command of compose failed, in its own words. */
export function composeError(result: ProcessResult, what: string): ProductError {
  if (result.kind === 'not-found')
    return new ProductError({
      code: 'DOCKER_NOT_INSTALLED',
      what: 'there is no docker command',
      next: 'install docker with its compose plugin, or correct PATH',
    });
  const said = printable(result.stderr.trim().split('\n').at(-1) ?? '');
  if (/is not a docker command|unknown (?:shorthand )?flag|unknown command/.test(result.stderr))
    return new ProductError({
      code: 'COMPOSE_MISSING',
      what: 'docker has no compose command, or one that is too old',
      why: said,
      next: 'install docker compose 2.20 or newer (the package docker-compose-plugin)',
    });
  return new ProductError({
    code: 'COMPOSE_FAILED',
    what,
    ...(said !== '' && { why: said }),
    next: 'correct what compose names; docker compose config in the same folder says the same',
  });
}
