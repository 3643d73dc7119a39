import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../../dockerfile/parse';
import { RECIPES } from '../../recipes/registry';
import { readFixture } from '../testing/read-fixture';
import { upgradeDockerfile, type UpgradeResult } from '../upgrade';
import { INSTALLER_REASONS } from './reasons';

/** One file a case; a new file is a new test. */
const FIXTURES = join(__dirname, 'fixtures');
const names = readdirSync(FIXTURES).map((name) => name.replace(/\.txt$/, ''));
const fixture = (name: string) => readFixture(readFileSync(join(FIXTURES, `${name}.txt`), 'utf8'));

function upgrade(text: string, { context }: Pick<ReturnType<typeof fixture>, 'context'>): UpgradeResult {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return upgradeDockerfile(parsed.dockerfile, RECIPES, {
    context,
    uv: { version: '0.9.5', compiles: true },
  });
}

function declinedIn({ plan }: UpgradeResult): string[] {
  return plan.declined
    .filter(({ aspect }) => aspect === 'installer')
    .map(({ tool, reason, line, detail }) => `${tool} ${reason} ${line} ${detail}`.trim());
}

describe('useUv', () => {
  it.each(names)('%s', (name) => {
    const { before, after, declined, context } = fixture(name);
    const found = upgrade(before, { context });
    if (process.env['UPDATE'] === name) console.log(found.text, declinedIn(found).join('\n'));
    expect(found.text).toBe(after ?? before);
    expect(declinedIn(found)).toEqual(declined);
  });

  it.each(names)('%s: a second run changes nothing', (name) => {
    const { before, context } = fixture(name);
    const once = upgrade(before, { context });
    expect(upgrade(once.text, { context }).text).toBe(once.text);
  });

  it('has a fixture for every reason to stay with pip', () => {
    const seen = new Set(names.flatMap((name) => fixture(name).declined).map((line) => line.split(' ')[1]));
    expect(Object.keys(INSTALLER_REASONS).filter((reason) => !seen.has(reason))).toEqual([]);
  });
});
