import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sentFiles } from '../context/project-files';
import { RECIPES } from '../recipes/registry';
import { projectOfTexts } from '../upgrade/testing/project-of-texts';
import { dockerfileFacts } from './dockerfile-facts';
import { judgeDockerfile } from './judge-dockerfile';
import { rule as NDC114 } from './list/NDC114-certificates-not-in-builds';
import { SOUND_MACHINE } from './machine-facts';
import { RULES } from './registry';
import { requirementsFacts } from './requirements-facts';
import type { Found, Rule } from './rule';
import { contextFactsOf, dockerfileOf } from './testing/context-of-example';

it('holds every file of list/, under its code', () => {
  const codes = readdirSync(join(__dirname, 'list')).map((name) => name.split('-')[0]);
  expect(RULES.map(({ code }) => code)).toEqual(codes.sort());
});

/** What a rule finds in its two examples. */
function findInExamples(rule: Rule): { readonly bad: readonly Found[]; readonly good: readonly Found[] } {
  switch (rule.subject) {
    case 'dockerfile': {
      const facts = (text: string) =>
        dockerfileFacts(dockerfileOf(text), RECIPES, { build: rule.exampleBuild });
      return { bad: rule.find(facts(rule.bad)), good: rule.find(facts(rule.good)) };
    }
    case 'machine':
      return { bad: rule.find({ ...SOUND_MACHINE, ...rule.bad }), good: rule.find(SOUND_MACHINE) };
    case 'context':
      return { bad: rule.find(contextFactsOf(rule.bad)), good: rule.find(contextFactsOf(rule.good)) };
    case 'requirements':
      return {
        bad: rule.find(requirementsFacts(rule.bad)),
        good: rule.find(requirementsFacts(rule.good)),
      };
  }
}

it.each(RULES.map((rule) => [rule.code, rule] as const))(
  '%s is found in its bad example, once, and not in its good one',
  (_, rule) => {
    const { bad, good } = findInExamples(rule);
    expect(bad).toHaveLength(1);
    expect(good).toEqual([]);
  },
);

it.each(RULES.map((rule) => [rule.code, rule] as const))('%s has the code of its subject', (code, rule) => {
  const hundreds = { dockerfile: '0', machine: '1', context: '2', requirements: '3' };
  expect(code).toMatch(new RegExp(`^NDC${hundreds[rule.subject]}`));
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

it.each([
  [['A'], 'A: no RUN of a build has these certificates'],
  [['A', 'B', 'C'], 'A, B, C: no RUN of a build has these certificates'],
  [['A', 'B', 'C', 'D', 'E'], 'A, B, C and 2 more: no RUN of a build has these certificates'],
])('NDC114 names at most three of %j', (certificates, message) => {
  expect(NDC114.find({ ...SOUND_MACHINE, certificates })).toMatchObject([{ message }]);
});

describe('what public Dockerfiles taught', () => {
  const messages = (code: string, text: string): readonly string[] =>
    judgeDockerfile({
      file: 'Dockerfile',
      dockerfile: dockerfileOf(text),
      recipes: RECIPES,
      rules: RULES.filter((rule) => rule.code === code),
      ignore: [],
    }).map(({ message }) => message);

  it('a second RUN of a store finds the packages in the layer of the first', () => {
    const [first, second] = messages(
      'NDC001',
      'FROM eclipse-temurin:21 AS build\nRUN gradle dependencies\nCOPY . .\nRUN gradle build\nFROM eclipse-temurin:21-jre\nCOPY --from=build /app.jar /\n',
    );
    expect(first).toContain('gradle downloads everything again');
    expect(second).toContain('gradle finds here what line 2 has left in its layer');
  });

  it('names what a RUN of two installs needs', () => {
    const [message] = messages(
      'NDC010',
      'FROM python:3\nCOPY . .\nRUN pip install -U pip; pip install -r r.txt\n',
    );
    expect(message).toContain('needs only r.txt');
  });

  it.each([
    ['composer install', 0],
    ['composer install --no-scripts', 1],
    ['composer install --no-scripts --optimize-autoloader', 0],
    ['composer install --no-autoloader', 1],
  ])('%s needs the sources or not', (install, found) => {
    expect(messages('NDC010', `FROM php:8\nCOPY . .\nRUN ${install}\n`)).toHaveLength(found);
  });

  it.each([
    ['hunter2', 1],
    ['00000000-0000-0000-0000-000000000000', 0],
    ['changeme', 0],
  ])('%s is a secret or stands for one', (value, found) => {
    expect(messages('NDC013', `FROM x\nENV TOKEN=${value}\n`)).toHaveLength(found);
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
