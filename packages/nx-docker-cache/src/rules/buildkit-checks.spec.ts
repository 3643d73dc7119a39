import { buildkitFindings, isBuildkitCheck } from './buildkit-checks';
import type { Finding } from './finding';

const TEXT = 'FROM x\nMAINTAINER y\nENV TOKEN=1\n';

const warning = (ruleName: string, line: number): object => ({
  ruleName,
  description: 'in general',
  url: 'https://docs.docker.com/x/',
  detail: 'in particular',
  location: { ranges: [{ start: { line }, end: { line } }] },
});
const found = (warnings: readonly unknown[], more: object = {}) =>
  buildkitFindings(JSON.stringify({ warnings }), { file: 'D', text: TEXT, ignore: [], own: [], ...more });

it('are findings with the line, as severe as what they lead to', () => {
  expect(
    found([warning('MaintainerDeprecated', 2), warning('UndefinedVar', 3), warning('Newer', 1)]),
  ).toEqual([
    {
      code: 'MaintainerDeprecated',
      severity: 'info',
      message: 'in particular',
      remedy: undefined,
      file: 'D',
      place: { start: { line: 2, column: 1 }, end: { line: 2, column: 13 } },
      fixable: false,
      source: 'buildkit',
      url: 'https://docs.docker.com/x/',
    },
    expect.objectContaining({ code: 'UndefinedVar', severity: 'warning' }),
    expect.objectContaining({ code: 'Newer', severity: 'info' }),
  ]);
});

it('are left out where they are not wanted, or are said already', () => {
  const own = [
    { code: 'NDC013', place: { start: { line: 3, column: 1 }, end: { line: 3, column: 2 } } } as Finding,
  ];
  const warnings = [
    warning('SecretsUsedInArgOrEnv', 3),
    warning('SecretsUsedInArgOrEnv', 2),
    warning('Newer', 1),
  ];
  expect(found(warnings, { own, ignore: ['Newer'] })).toMatchObject([{ place: { start: { line: 2 } } }]);
});

it.each(['', 'x', 'null', '{}', '{"warnings":1}', '{"warnings":[null,1,{},{"ruleName":1}]}'])(
  'are none in %j',
  (output) => {
    expect(buildkitFindings(output, { file: 'D', text: TEXT, ignore: [], own: [] })).toEqual([]);
  },
);

it.each<[unknown, unknown]>([
  [
    { ranges: [{ start: { line: 99 }, end: {} }] },
    { start: { line: 99, column: 1 }, end: { line: 99, column: 1 } },
  ],
  [{ ranges: [{ start: { line: 0 } }] }, undefined],
  [{ ranges: [] }, undefined],
  ['x', undefined],
])('have the place of %j', (location, place) => {
  expect(found([{ ...warning('A', 1), location }])[0]?.place).toEqual(place);
});

it.each([
  ['MaintainerDeprecated', true],
  ['JSONArgsRecommended', true],
  ['NDC999', false],
  ['-x', false],
])('%s could be the name of one: %s', (name, expected) => {
  expect(isBuildkitCheck(name)).toBe(expected);
});
