import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../dockerfile/parse';
import { RECIPES } from '../recipes/registry';
import { chooseRecipes } from './choose-recipes';
import { MOUNT_REASONS, type Declined } from './reasons';
import type { UpgradeOptions } from './plan';
import { upgradeDockerfile, type UpgradeResult } from './upgrade';

/**
 * One folder a case: `before.dockerfile`; `after.dockerfile`, where something changes; `expected.json`, where there are
 * options, or RUNs that are declined. A new folder is a new test.
 */
const FIXTURES = join(__dirname, 'fixtures');

interface Expected {
  /** The recipes: pip alone unless it says otherwise; empty means all. */
  readonly only?: readonly string[];
  /** Files of the project. */
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: UpgradeOptions;
  readonly declined?: readonly (Omit<Declined, 'tool' | 'aspect'> & Partial<Declined>)[];
}

function read(name: string, file: string): string | undefined {
  const path = join(FIXTURES, name, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function upgrade(text: string, { only = ['pip'], options = {}, files = {} }: Expected = {}): UpgradeResult {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return upgradeDockerfile(parsed.dockerfile, chooseRecipes(RECIPES, only), {
    ...options,
    files: new Map(Object.entries(files)),
  });
}

function expectedOf(name: string): Expected {
  return JSON.parse(read(name, 'expected.json') ?? '{}') as Expected;
}

const names = readdirSync(FIXTURES);

describe('upgradeDockerfile', () => {
  it.each(names)('%s', (name) => {
    const before = read(name, 'before.dockerfile')!;
    const expected = expectedOf(name);
    const { text, plan } = upgrade(before, expected);
    expect(text).toBe(read(name, 'after.dockerfile') ?? before);
    const { only = ['pip'], declined = [] } = expected;
    expect(plan.declined).toEqual(declined.map((entry) => ({ tool: only[0], aspect: 'mount', ...entry })));
  });

  it.each(names)('%s: a second run changes nothing', (name) => {
    const expected = expectedOf(name);
    const once = upgrade(read(name, 'before.dockerfile')!, expected);
    expect(upgrade(once.text, expected).text).toBe(once.text);
  });

  it('has a fixture for every reason to decline but a defect of our own', () => {
    const seen = new Set(
      names.flatMap((name) => expectedOf(name).declined ?? []).map(({ reason }) => reason),
    );
    const missing = Object.keys(MOUNT_REASONS).filter(
      (reason) => !seen.has(reason as keyof typeof MOUNT_REASONS),
    );
    expect(missing).toEqual(['edit-not-verified']);
  });

  it('touches nothing where it is told to leave an instruction alone', () => {
    const text = 'FROM python\nRUN pip install a\nRUN pip install b\n';
    const { plan } = upgrade(text, { options: { leave: new Set([2]) } });
    expect(plan.changes.map(({ line }) => line)).toEqual([3]);
    expect(plan.declined).toEqual([
      { tool: 'pip', aspect: 'mount', reason: 'edit-not-verified', detail: '', line: 2 },
    ]);
  });

  it('says what it does, in the order of the file', () => {
    const { plan } = upgrade(
      'FROM python\nENV PIP_NO_CACHE_DIR=1\nRUN pip install --no-cache-dir a && \\\n  pip cache purge\n',
    );
    expect(plan.changes.map(({ kind, text, line }) => [line, kind, text])).toEqual([
      [2, 'variable-removed', 'ENV PIP_NO_CACHE_DIR=1'],
      [3, 'mount-added', '--mount=type=cache,target=/root/.cache/pip'],
      [3, 'words-removed', '--no-cache-dir'],
      [4, 'command-removed', 'pip cache purge'],
    ]);
  });
});
