import { recordedTable } from './benchmark-table';

const page = (block: string): string =>
  `# Benchmarks\n\n<!-- measured:seed -->\n\n\`npm run x\` on a day:\n\n\`\`\`\n${block}\n\`\`\`\n\n<!-- /measured:seed -->\n`;

describe('recordedTable', () => {
  it('is the first table of what was recorded', () => {
    const block =
      '71 packages, link 6mbit\n\n' +
      '               as it was        with uv\n' +
      'first build        319 s  270 s (−15 %)\n' +
      'no change         0.42 s  0.41 s (−2 %)\n\nMedian of 1 run.\n\n  other\n';
    expect(recordedTable(page(block), 'seed')).toBe(
      [
        '71 packages, link 6mbit:',
        '',
        '|  | as it was | with uv |',
        '| --- | ---: | ---: |',
        '| first build | 319 s | 270 s (−15 %) |',
        '| no change | 0.42 s | 0.41 s (−2 %) |',
      ].join('\n'),
    );
  });

  it.each([[page('Not measured yet.')], ['']])('is missing in %j', (text) => {
    expect(() => recordedTable(text, 'seed')).toThrow('no table in measured:seed');
  });
});
