import { EngineError } from './engine-error';
import type { EngineLayout } from './layout';
import { run } from './run-process';
import type { Cidr, EngineSubnets } from './subnets';

export interface FirewallRule {
  readonly table: string;
  readonly chain: string;
  /** The arguments after the chain. */
  readonly rule: readonly string[];
}

/**
 * What lets the networks of an engine out. They are ours and not dockerd's (`iptables: false`): every dockerd that
 * starts empties the chains that all of them share (seen with 28.5), which cuts the others off from the network.
 * They come first and go by address, so that no other engine's rules change what they do.
 */
export function firewallRules({ bridge, pool }: EngineSubnets, tag: string): readonly FirewallRule[] {
  const tagged = ['-m', 'comment', '--comment', tag];
  const answers = ['-m', 'conntrack', '--ctstate', 'RELATED,ESTABLISHED'];
  return [networkOf(bridge), pool].flatMap((network) => [
    { table: 'filter', chain: 'FORWARD', rule: ['-s', network, ...tagged, '-j', 'ACCEPT'] },
    { table: 'filter', chain: 'FORWARD', rule: ['-d', network, ...answers, ...tagged, '-j', 'ACCEPT'] },
    {
      table: 'nat',
      chain: 'POSTROUTING',
      rule: ['-s', network, '!', '-d', network, ...tagged, '-j', 'MASQUERADE'],
    },
  ]);
}

/** Adds the rules that are missing; also repairs what somebody else has flushed. */
export async function ensureFirewall(layout: EngineLayout, subnets: EngineSubnets): Promise<void> {
  for (const { table, chain, rule } of firewallRules(subnets, layout.bridge)) {
    const present = await iptables(['-t', table, '-C', chain, ...rule]);
    if (present.status === 0) continue;
    const { status, stderr } = await iptables(['-t', table, '-I', chain, ...rule]);
    if (status === 0) continue;
    throw new EngineError('cannot let the networks of a private engine out: iptables failed', {
      why: stderr.trim(),
      next: 'run as root on a machine (or in a privileged container) that may change the firewall',
    });
  }
}

/** Removes every rule that carries the engine's name. */
export async function removeFirewall({ bridge }: EngineLayout): Promise<void> {
  const { stdout } = await run('iptables-save', []);
  for (const { table, chain, rule } of rulesNaming(bridge, stdout))
    await iptables(['-t', table, '-D', chain, ...rule]);
}

/** The rules in iptables-save's output in which a name stands, as a device or as a comment. */
export function rulesNaming(name: string, saved: string): readonly FirewallRule[] {
  let table = 'filter';
  return saved.split('\n').flatMap((line) => {
    if (line.startsWith('*')) table = line.slice(1).trim();
    const [verb, chain = '', ...rule] = line.trim().split(' ');
    return verb === '-A' && rule.includes(name) ? [{ table, chain, rule }] : [];
  });
}

/** `-w`: other programs may hold the lock of the tables for a moment. */
function iptables(args: readonly string[]): ReturnType<typeof run> {
  return run('iptables', ['-w', '10', ...args]);
}

/** `10.0.0.1/24` → `10.0.0.0/24`; bridges have a /24. */
function networkOf(address: Cidr): Cidr {
  return address.replace(/\d+\/24$/, '0/24');
}
