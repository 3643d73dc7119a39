import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../../dockerfile/parse';
import type { Dockerfile } from '../../dockerfile/syntax';
import { RECIPES } from '../../recipes/registry';
import { ORDER_REASONS } from './reasons';
import { reorder } from './reorder';
import { readFixture } from '../testing/read-fixture';

/** One file a case; a new file is a new test. */
const FIXTURES = join(__dirname, 'fixtures');
const names = readdirSync(FIXTURES).map((name) => name.replace(/\.txt$/, ''));
const fixture = (name: string) => readFixture(readFileSync(join(FIXTURES, `${name}.txt`), 'utf8'));

function parsed(text: string): Dockerfile {
  const result = parse(text);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join());
  return result.dockerfile;
}

describe('reorder', () => {
  it.each(names)('%s', (name) => {
    const { before, after, declined, context } = fixture(name);
    const found = reorder(parsed(before), RECIPES, context);
    expect(found.dockerfile.text).toBe(after ?? before);
    expect(
      found.declined.map(({ tool, reason, line, detail }) => `${tool} ${reason} ${line} ${detail}`.trim()),
    ).toEqual(declined);
    expect(found.changes.some(({ kind }) => kind === 'instruction-moved')).toBe(after !== undefined);
  });

  it.each(names)('%s: a second run changes nothing', (name) => {
    const { before, context } = fixture(name);
    const once = reorder(parsed(before), RECIPES, context).dockerfile;
    expect(reorder(once, RECIPES, context).dockerfile.text).toBe(once.text);
  });

  it('has a fixture for every reason to leave an install where it is', () => {
    const seen = new Set(names.flatMap((name) => fixture(name).declined).map((line) => line.split(' ')[1]));
    expect(Object.keys(ORDER_REASONS).filter((reason) => !seen.has(reason))).toEqual([]);
  });
});
