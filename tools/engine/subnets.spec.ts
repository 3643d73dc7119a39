import { readAddresses } from './bridge';
import { firewallRules, rulesNaming } from './firewall';
import { freeSlot, overlaps, slotOfAddress, subnetsOf } from './subnets';

it.each([
  ['10.0.0.1/24', '10.0.0.200/32', true],
  ['10.0.0.1/24', '10.0.1.0/24', false],
  ['10.0.0.0/8', '10.213.5.1/24', true],
  ['0.0.0.0/0', '192.168.1.1/30', true],
  ['172.17.0.1/16', '10.213.0.1/24', false],
  ['nonsense', '10.0.0.1/24', false],
])('%s meets %s: %s', (one, other, expected) => {
  expect(overlaps(one, other)).toBe(expected);
  expect(overlaps(other, one)).toBe(expected);
});

it.each([
  [0, [], 0],
  [1, ['10.213.1.1/24'], 2],
  [0, ['10.214.0.0/22'], 1],
  [63, ['10.213.63.1/24', '10.213.0.1/24'], 1],
  [3, ['10.0.0.0/8'], undefined],
])('from slot %s on, with %j taken: %s', (preferred, taken, expected) => {
  expect(freeSlot(preferred, taken)).toBe(expected);
});

it('gives each slot networks that no other has', () => {
  const slots = Array.from({ length: 64 }, (_, slot) => subnetsOf(slot));
  const networks = slots.flatMap(({ bridge, pool }) => [bridge, pool]);
  const clashes = networks.filter((one, index) =>
    networks.slice(index + 1).some((other) => overlaps(one, other)),
  );
  expect(clashes).toEqual([]);
  expect(slots.map(({ bridge }) => slotOfAddress(bridge))).toEqual([...slots.keys()]);
});

it('reads the addresses that `ip` prints', () => {
  const text =
    '1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever\n13: nxdc-sid    inet 10.213.0.1/24 scope global nxdc-sid\n';
  expect(readAddresses(text)).toEqual([
    { device: 'lo', network: '127.0.0.1/8' },
    { device: 'nxdc-sid', network: '10.213.0.1/24' },
  ]);
});

it('finds the rules that carry a name, in every table', () => {
  const rules = firewallRules(subnetsOf(3), 'nxdc-a');
  const saved = [
    '*filter',
    ':FORWARD DROP [0:0]',
    '-A FORWARD -o nxdc-ab -j DOCKER',
    ...rules
      .filter(({ table }) => table === 'filter')
      .map(({ chain, rule }) => `-A ${chain} ${rule.join(' ')}`),
    '-A FORWARD -o nxdc-a -j DOCKER',
    'COMMIT',
    '*nat',
    ...rules.filter(({ table }) => table === 'nat').map(({ chain, rule }) => `-A ${chain} ${rule.join(' ')}`),
  ].join('\n');
  const byDocker = { table: 'filter', chain: 'FORWARD', rule: ['-o', 'nxdc-a', '-j', 'DOCKER'] };
  const found = rulesNaming('nxdc-a', saved);
  expect(found).toHaveLength(7);
  expect(found).toEqual(expect.arrayContaining([...rules, byDocker]));
});

it('lets both networks of an engine out, and the answers in', () => {
  const lines = firewallRules(subnetsOf(3), 'tag').map(({ table, rule }) => `${table}: ${rule.join(' ')}`);
  expect(lines).toContain('nat: -s 10.213.3.0/24 ! -d 10.213.3.0/24 -m comment --comment tag -j MASQUERADE');
  expect(lines).toContain('filter: -s 10.214.12.0/22 -m comment --comment tag -j ACCEPT');
  expect(lines).toHaveLength(6);
});
