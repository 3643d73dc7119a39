import { RULES } from './registry';
import { renderAnnotations } from './render-annotations';
import { renderFindings } from './render-findings';
import { renderJson } from './render-json';
import { renderSarif } from './render-sarif';
import { CHECKED } from './testing/checked-example';
import { sarifValidator } from './testing/sarif-validator';

it('shows no value that looks secret', () => {
  const [, dockerfile] = CHECKED;
  const text = 'FROM a\nENV DB_PASSWORD=hunter2 DB_URL=pg://me:hunter3@db/x\n';
  expect(renderFindings({ ...dockerfile, text } as (typeof CHECKED)[number])).toContain(
    '  2 | ENV DB_PASSWORD=*** DB_URL=pg://***@db/x\n',
  );
});

it('prints text with the lines that findings are about', () => {
  expect(CHECKED.map(renderFindings).join('')).toBe(
    [
      'machine: warning NDC110: little is left',
      '  next: mount it',
      'a b/Dockerfile:2:5: warning NDC001: pip: 100% of it, twice',
      '  2 | RUN pip',
      '  next: mount it',
      'a b/Dockerfile: info NDC015: pip: 100% of it, twice',
      'a b/Dockerfile:2:5: error MaintainerDeprecated: two\\x0alines',
      '  2 | RUN pip',
      '  next: mount it',
      'DOCKERFILE_SYNTAX: the Dockerfile cannot be read (../x,y:z/Dockerfile:1:1)',
      '  why:  no FROM',
      '  next: correct that line',
      'r.txt: nothing found',
      '',
    ].join('\n'),
  );
});

it('prints one JSON document a line', () => {
  const lines = CHECKED.map(renderJson).map((line) => JSON.parse(line) as object);
  expect(lines).toMatchObject([
    { subject: 'machine', findings: [{ code: 'NDC110' }] },
    { subject: 'dockerfile', file: 'a b/Dockerfile', findings: [{}, {}, {}] },
    { subject: 'dockerfile', error: { code: 'DOCKERFILE_SYNTAX', why: 'no FROM' } },
    { subject: 'requirements', file: 'r.txt', findings: [] },
  ]);
});

it('prints annotations, with what would end them escaped', () => {
  expect(CHECKED.map(renderAnnotations).join('')).toBe(
    [
      '::warning title=NDC110::little is left%0Anext: mount it',
      '::warning file=a b/Dockerfile,line=2,col=5,title=NDC001::pip: 100%25 of it, twice%0Anext: mount it',
      '::notice file=a b/Dockerfile,title=NDC015::pip: 100%25 of it, twice',
      '::error file=a b/Dockerfile,line=2,col=5,title=MaintainerDeprecated::two%0Alines%0Anext: mount it',
      '::error file=../x%2Cy%3Az/Dockerfile,title=DOCKERFILE_SYNTAX::the Dockerfile cannot be read (../x,y:z/Dockerfile:1:1)%0Ano FROM%0Anext: correct that line',
      '',
    ].join('\n'),
  );
});

describe('SARIF', () => {
  const validate = sarifValidator();
  const log = JSON.parse(renderSarif(CHECKED, RULES)) as { readonly runs: readonly unknown[] };

  it.each([
    ['everything', CHECKED],
    ['nothing', []],
  ])('is valid with %s', (_, checked) => {
    validate(JSON.parse(renderSarif(checked, RULES)));
    expect(validate.errors).toBeNull();
  });

  it('would not be with a field that is not of SARIF', () => {
    validate({ ...log, found: 1 });
    expect(validate.errors).not.toBeNull();
  });

  it('has a result for what has a file, and a notification for everything else', () => {
    expect(log.runs).toMatchObject([
      {
        results: [
          {
            ruleId: 'NDC001',
            ruleIndex: 0,
            level: 'warning',
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a%20b/Dockerfile' },
                  region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 8 },
                },
              },
            ],
          },
          { ruleId: 'NDC015', level: 'note' },
          { ruleId: 'MaintainerDeprecated', level: 'error' },
        ],
        invocations: [
          {
            executionSuccessful: false,
            toolExecutionNotifications: [{ descriptor: { id: 'DOCKERFILE_SYNTAX' } }],
            toolConfigurationNotifications: [{ associatedRule: { id: 'NDC110' } }],
          },
        ],
      },
    ]);
  });
});
