import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from './parse';
import { print } from './print';
import { differenceToOracle } from './testing/compare-with-oracle';
import type { OracleReading } from './testing/oracle-reading';

const FIXTURES = join(__dirname, 'fixtures');
const CASES = readdirSync(FIXTURES);

/** What BuildKit's own parser says of a fixture: `node tools/bootstrap.mjs dockerfile-oracle` writes it. */
function golden(name: string): OracleReading {
  return JSON.parse(readFileSync(join(FIXTURES, name, 'golden.json'), 'utf8')) as OracleReading;
}

describe('parse, compared with BuildKit', () => {
  it('has fixtures for all of the grammar', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(150);
  });

  it.each(CASES)('%s', (name) => {
    const text = readFileSync(join(FIXTURES, name, 'Dockerfile'), 'utf8');
    expect(differenceToOracle(text, golden(name))).toBeUndefined();
    const result = parse(text);
    if (result.ok) expect(print(result.dockerfile)).toBe(text);
  });
});
