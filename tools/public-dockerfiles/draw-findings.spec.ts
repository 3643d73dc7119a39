import { seededRandom } from '../../e2e/support/seeded-random';
import { drawFindings, renderDrawn, type FindingInFile } from './draw-findings';

const found = (code: string, line: number): FindingInFile => ({
  finding: {
    code,
    severity: 'warning',
    message: `about line ${line}`,
    remedy: 'mend it',
    file: 'a/Dockerfile',
    place: { start: { line, column: 1 }, end: { line, column: 2 } },
    fixable: false,
    source: 'nx-docker-cache',
    url: undefined,
  },
  text: Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n'),
});

const MANY = Array.from({ length: 50 }, (_, index) => found('NDC001', (index % 40) + 1));
const ALL = [...MANY, found('NDC002', 3), found('NDC003', 30)];

it('draws one of every rule, the same ones for the same seed, and no more than there are', () => {
  const codes = (count: number, seed = 1): readonly string[] =>
    drawFindings(ALL, count, seededRandom(seed)).map(({ finding }) => finding.code);
  expect(codes(3)).toEqual(['NDC001', 'NDC002', 'NDC003']);
  expect(codes(10)).toHaveLength(10);
  expect(codes(100)).toHaveLength(ALL.length);
  expect(drawFindings(ALL, 10, seededRandom(1))).toEqual(drawFindings(ALL, 10, seededRandom(1)));
});

it('shows the place and what stands around it', () => {
  const text = renderDrawn([found('NDC002', 30)]);
  expect(text).toContain('### 1 NDC002 a/Dockerfile:30\nabout line 30\nnext: mend it\n  18 line 18\n');
  expect(text).toContain('\n> 30 line 30\n');
  expect(text).toMatch(/ {2}36 line 36\n$/);
});
