import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReallyInside } from './real-inside';

let folder: string;
let root: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'real-inside-'));
  root = join(folder, 'w');
  mkdirSync(join(root, 'a'), { recursive: true });
  mkdirSync(join(folder, 'wider'));
  writeFileSync(join(root, 'a', 'file'), '');
  symlinkSync('../wider', join(root, 'out'));
  symlinkSync('a', join(root, 'in'));
  symlinkSync('nowhere', join(root, 'dangling'));
  symlinkSync('../wider/x', join(root, 'a', 'link'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it.each([
  ['a/file', true],
  ['a/new/folder/file', true],
  ['in/file', true],
  ['../w/a/file', true],
  ['..', false],
  ['.', false],
  ['../wider/x', false],
  ['out/x', false],
  ['out/new/x', false],
  ['a/link', false],
  ['dangling', false],
])('%s: %s', (file, expected) => {
  expect(isReallyInside(root, file)).toBe(expected);
});

it('goes by the path where there is no folder, and where links lead to the folder itself', () => {
  expect([isReallyInside('/no/where', 'x'), isReallyInside('/no/where', '../x')]).toEqual([true, false]);
  const linked = join(folder, 'linked');
  symlinkSync('w', linked);
  expect([isReallyInside(linked, 'a/x'), isReallyInside(linked, 'out/x')]).toEqual([true, false]);
});
