import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../../dockerfile/parse';
import type { Dockerfile } from '../../dockerfile/syntax';
import { readFixture, type Fixture } from '../testing/read-fixture';
import { planSplit, type SplitPlan } from './plan-split';
import { snapshotsOf } from './plan-renewal';
import { SPLIT_REASONS } from './reasons';

/** One file a case; a new file is a new test. The snapshot that comes out stands in the section `declined`, behind `+`. */
const FIXTURES = join(__dirname, 'fixtures');
const names = readdirSync(FIXTURES).map((name) => name.replace(/\.txt$/, ''));
const fixture = (name: string): Fixture => readFixture(readFileSync(join(FIXTURES, `${name}.txt`), 'utf8'));

function parsed(text: string): Dockerfile {
  const result = parse(text);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join());
  return result.dockerfile;
}

function told({ splits, declined }: SplitPlan): string[] {
  return [
    ...declined.map(({ reason, line, detail }) => `${reason} ${line} ${detail}`.trim()),
    ...splits.flatMap(({ line, snapshot: { path, files }, sources }) => [
      `+ ${line} ${path} of ${sources.join(' ')}`,
      ...(path.endsWith('.lock') ? '' : (files.get(path) ?? ''))
        .split('\n')
        .slice(2)
        .filter((each) => each !== '')
        .map((each) => `+ ${each.trim()}`),
    ]),
  ];
}

describe('planSplit', () => {
  it.each(names)('%s', (name) => {
    const { before, after, declined, context } = fixture(name);
    const plan = planSplit(parsed(before), context);
    expect(plan.text).toBe(after ?? before);
    expect(told(plan)).toEqual(declined);
  });

  it.each(names)('%s: with its snapshot beside it nothing is split again, and nothing is due', (name) => {
    const { before, context } = fixture(name);
    const { text, splits } = planSplit(parsed(before), context);
    const written = new Map(splits.flatMap(({ snapshot }) => [...snapshot.files]));
    const files = { ...context, text: (path: string) => written.get(path) ?? context.text(path) };
    expect(planSplit(parsed(text), files)).toMatchObject({ text, splits: [] });
    const found = snapshotsOf(parsed(text), files).filter(({ path }) => written.has(path));
    expect(found).toHaveLength(splits.length);
    for (const { state, taken } of found) {
      expect(state.due).toBeUndefined();
      for (const [path, now] of taken ?? []) expect(now).toBe(written.get(path));
    }
  });

  it('has a fixture for every reason but a defect of our own', () => {
    const seen = new Set(names.flatMap((name) => fixture(name).declined).map((line) => line.split(' ')[0]));
    expect(Object.keys(SPLIT_REASONS).filter((reason) => !seen.has(reason))).toEqual(['edit-not-verified']);
  });

  it('takes the word of the user for what it cannot know', () => {
    const { context } = fixture('declined-content');
    const dockerfile = parsed('FROM python\nCOPY hand.txt /tmp/\nRUN pip install -r /tmp/hand.txt\n');
    expect(planSplit(dockerfile, context).declined).toMatchObject([{ reason: 'not-complete' }]);
    expect(planSplit(dockerfile, context, { complete: true }).splits).toHaveLength(1);
  });
});
