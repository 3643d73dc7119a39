import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginBuild } from './running-builds';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'running-builds-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Larger than any that Linux gives. */
const NO_PROCESS = 99_999_999;

describe('running builds', () => {
  it('see each other until they end', () => {
    const [first, second] = [beginBuild(folder), beginBuild(folder)];
    expect([first.areOthers(), second.areOthers()]).toEqual([true, true]);
    second.end();
    second.end();
    expect(first.areOthers()).toBe(false);
    first.end();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('forget those that died, and those whose number another process has', () => {
    const build = beginBuild(folder);
    writeFileSync(join(folder, `${NO_PROCESS}-dead`), '');
    const old = join(folder, `${process.pid}-old`);
    writeFileSync(old, '');
    utimesSync(old, 0, 0);
    expect(build.areOthers()).toBe(false);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('do not fail where nothing can be written', () => {
    writeFileSync(join(folder, 'file'), '');
    const build = beginBuild(join(folder, 'file', 'x'));
    expect(build.areOthers()).toBe(false);
    build.end();
  });
});
