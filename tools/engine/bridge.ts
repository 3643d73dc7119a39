import { EngineError } from './engine-error';
import type { EngineLayout } from './layout';
import { run } from './run-process';
import { SUITE_FACTS } from './suites';
import { type Cidr, type EngineSubnets, freeSlot, slotOfAddress, subnetsOf } from './subnets';

/** Private instances begin their search behind the slots of the suites' own engines. */
const FIRST_PRIVATE_SLOT = 8;

/**
 * Makes the engine's bridge where it is missing, on networks that the host does not have. dockerd is told to use
 * an existing bridge (`bridge`), because it makes none of its own but docker0, which only one engine can have.
 */
export async function ensureBridge(layout: EngineLayout): Promise<EngineSubnets> {
  const addresses = await hostAddresses();
  const own = addresses.find(({ device }) => device === layout.bridge);
  const existing = own === undefined ? undefined : slotOfAddress(own.network);
  if (existing !== undefined) return subnetsOf(existing);
  const preferred = layout.id === layout.suite ? SUITE_FACTS[layout.suite].slot : FIRST_PRIVATE_SLOT;
  const slot = freeSlot(
    preferred,
    addresses.map(({ network }) => network),
  );
  if (slot === undefined) {
    throw new EngineError('no free network for the bridge of a private engine', {
      why: 'every network that it would choose (10.213.0.0/18, 10.214.0.0/16) is in use on this machine',
      next: 'stop private engines that are no longer needed: `npm run engine -- down`',
    });
  }
  const subnets = subnetsOf(slot);
  await run('ip', ['link', 'add', layout.bridge, 'type', 'bridge']);
  await ip(['address', 'replace', subnets.bridge, 'dev', layout.bridge]);
  await ip(['link', 'set', layout.bridge, 'up']);
  return subnets;
}

export async function removeBridge({ bridge }: EngineLayout): Promise<void> {
  await run('ip', ['link', 'delete', bridge]);
}

async function ip(args: readonly string[]): Promise<void> {
  const { status, stderr } = await run('ip', args);
  if (status === 0) return;
  throw new EngineError(`cannot set up the network of a private engine: ip ${args.join(' ')}`, {
    why: stderr.trim(),
    next: 'run as root on a machine (or in a privileged container) that may create network bridges',
  });
}

interface HostAddress {
  readonly device: string;
  readonly network: Cidr;
}

/** Asks `ip`: os.networkInterfaces() leaves out a bridge that no container is connected to. */
async function hostAddresses(): Promise<readonly HostAddress[]> {
  const { stdout } = await run('ip', ['-4', '-oneline', 'address', 'show']);
  return readAddresses(stdout);
}

/** Reads lines such as `3: br0    inet 10.0.0.1/24 brd … scope global br0 …`. */
export function readAddresses(text: string): readonly HostAddress[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\d+:\s+(\S+)\s+inet\s+(\S+)/.exec(line);
    return match === null ? [] : [{ device: match[1] ?? '', network: match[2] ?? '' }];
  });
}
