import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sentFiles } from '../context/project-files';
import { parse } from '../dockerfile/parse';
import type { Dockerfile } from '../dockerfile/syntax';
import { RECIPES } from '../recipes/registry';
import { projectOfTexts } from '../upgrade/order/testing/project-of-texts';
import { dockerfileFacts } from './dockerfile-facts';
import { judgeDockerfile } from './judge-dockerfile';
import { RULES } from './registry';

function dockerfileOf(text: string): Dockerfile {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.dockerfile;
}

it('holds every file of list/, under its code', () => {
  const codes = readdirSync(join(__dirname, 'list')).map((name) => name.split('-')[0]);
  expect(RULES.map(({ code }) => code)).toEqual(codes.sort());
});

describe.each(RULES.map((rule) => [rule.code, rule] as const))('the examples of %s', (_, rule) => {
  const find = (text: string) =>
    rule.find(dockerfileFacts(dockerfileOf(text), RECIPES, { build: rule.exampleBuild }));

  it('the bad one has it, once', () => {
    expect(find(rule.bad)).toHaveLength(1);
  });

  it('the good one has not', () => {
    expect(find(rule.good)).toEqual([]);
  });
});

describe('NDC010', () => {
  const fixable = (files: Readonly<Record<string, string>>) =>
    judgeDockerfile({
      file: 'Dockerfile',
      dockerfile: dockerfileOf(
        'FROM python:3.11\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n',
      ),
      recipes: RECIPES,
      rules: RULES.filter(({ code }) => code === 'NDC010'),
      ignore: [],
      context: sentFiles(projectOfTexts(files), undefined),
    }).map((finding) => finding.fixable);

  it('can be mended where the install reads nothing else', () => {
    expect(fixable({ 'requirements.txt': 'flask\n', 'app.py': '' })).toEqual([true]);
    expect(fixable({ 'requirements.txt': '-e .\n', 'app.py': '' })).toEqual([false]);
  });
});

describe('suppression', () => {
  const judge = (text: string, ignore: readonly string[] = []) =>
    judgeDockerfile({
      file: 'Dockerfile',
      dockerfile: dockerfileOf(text),
      recipes: RECIPES,
      rules: RULES,
      ignore,
    }).map(({ code, place }) => `${code}:${place?.start.line ?? 0}`);

  it.each([
    ['nothing', 'FROM debian:latest\n', ['NDC015:1']],
    ['a comment with a reason', '# nx-docker-cache ignore=NDC015 we follow it\nFROM debian:latest\n', []],
    [
      'a comment without a reason',
      '# nx-docker-cache ignore=NDC015\nFROM debian:latest\n',
      ['NDC090:1', 'NDC015:2'],
    ],
    ['another code', '# nx-docker-cache ignore=NDC001 because\nFROM debian:latest\n', ['NDC015:2']],
    [
      'another instruction',
      '# nx-docker-cache ignore=NDC015 because\nARG A\nFROM debian:latest\n',
      ['NDC015:3'],
    ],
  ])('%s', (_, text, codes) => {
    expect(judge(text)).toEqual(codes);
  });

  it('by option', () => {
    expect(judge('FROM debian:latest\n', ['NDC015'])).toEqual([]);
  });
});
