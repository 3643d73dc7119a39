import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineKey } from './machine-key';

describe('machineKey', () => {
  let folder: string;
  const file = (): string => join(folder, 'deep', 'hash-key');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'machine-key-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const key = (): Uint8Array | undefined => machineKey(join(folder, 'deep'));

  it('makes a key once, which only its owner can read', () => {
    const first = key();
    expect(first).toHaveLength(32);
    expect(key()).toEqual(first);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('makes a new one in place of one that is damaged', () => {
    key();
    writeFileSync(file(), 'short');
    expect(key()).toHaveLength(32);
    expect(readFileSync(file())).toHaveLength(32);
  });

  it('goes without where there can be none', () => {
    writeFileSync(join(folder, 'deep'), 'a file');
    expect(key()).toBeUndefined();
  });
});
