import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stampsOf, type Look } from '../io/noted-reader';
import { isLookColumns, keptLooks, lookColumns } from './look-columns';

describe('looks in columns', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'look-columns-'));
    mkdirSync(join(root, 'app'));
    writeFileSync(join(root, 'app/Dockerfile'), 'FROM a');
    symlinkSync('Dockerfile', join(root, 'app/link'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const taken = (): readonly Look[] => {
    const stamps = stampsOf(root);
    return (
      [
        ['app', 'what'],
        ['app/link', 'all'],
        ['app/missing', 'all'],
        ['app/Dockerfile', 'all'],
        ['app', 'all'],
      ] as const
    ).map(([path, question]) => [path, question, stamps.of(path, question)]);
  };
  const holding = (looks: readonly Look[]): readonly boolean[] => {
    const kept = keptLooks(lookColumns(looks), stampsOf(root));
    return looks.map((_, place) => kept.holds(place));
  };

  it('are the same looks when they are read again, one object each', () => {
    const looks = taken();
    const kept = keptLooks(lookColumns(looks), stampsOf(root));
    expect(looks.map((_, place) => kept.at(place))).toEqual(looks);
    expect(kept.at(1)).toBe(kept.at(1));
  });

  it.each<[string, () => void, readonly boolean[]]>([
    ['nothing', () => undefined, [true, true, true, true, true]],
    [
      'a file, and so the end of a link',
      () => {
        writeFileSync(join(root, 'app/Dockerfile'), 'FROM other');
      },
      [true, false, true, false, true],
    ],
    [
      'a name in a folder',
      () => {
        writeFileSync(join(root, 'app/missing'), '');
      },
      [true, true, false, true, false],
    ],
    [
      'a link into a file',
      () => {
        rmSync(join(root, 'app/link'));
        writeFileSync(join(root, 'app/link'), 'FROM a');
      },
      [true, false, true, true, false],
    ],
    [
      'everything',
      () => {
        rmSync(join(root, 'app'), { recursive: true });
      },
      [false, false, true, false, false],
    ],
  ])('hold as the file system says after a change of %s', (_, change, expected) => {
    const looks = taken();
    change();
    expect(holding(looks)).toEqual(expected);
  });

  it('do not hold at a place where there is none', () => {
    expect(keptLooks(lookColumns(taken()), stampsOf(root)).holds(7)).toBe(false);
  });

  it.each([
    [lookColumns([]), true],
    [{ ...lookColumns([]), numbers: undefined }, false],
    [{ ...lookColumns([]), questions: [] }, false],
    [[], false],
  ])('are told from what is none: %j', (value, expected) => {
    expect(isLookColumns(value)).toBe(expected);
  });
});
