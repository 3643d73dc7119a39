import type { Measurement } from './measurement';
import { renderTable } from './table';

const surroundings = {
  machine: 'a machine',
  engine: 'an engine',
  link: '20mbit',
  requirements: '51 packages',
};

function measured(row: Measurement['row'], variant: Measurement['variant'], seconds: number): Measurement {
  return { row, variant, seconds, command: 'nx docker-build', fetchedBytes: 60e6, output: '' };
}

describe('renderTable', () => {
  it('shows what was measured and what it saved', () => {
    const text = renderTable(
      [measured('package', 'old', 50), measured('package', 'upgraded', 10)],
      surroundings,
    );
    expect(text).toContain('| one package added | 50.0 s (60 MB) | 10.0 s (60 MB)      | 80 %       |');
  });

  it('says so when an upgrade costs time', () => {
    const text = renderTable([measured('first', 'old', 50), measured('first', 'upgraded', 55)], surroundings);
    expect(text).toContain('-10 %');
  });

  it('leaves out what was not measured', () => {
    const text = renderTable([measured('first', 'old', 50)], surroundings);
    expect(text).toMatch(/first build +\| 50\.0 s \(60 MB\) \| – +\| – +\|/);
    expect(text).not.toContain('no change');
  });
});
