import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ContextExample } from '../../../packages/nx-docker-cache/src/rules/context-facts';
import { SOUND_MACHINE } from '../../../packages/nx-docker-cache/src/rules/machine-facts';
import { rulesAbout, type Rule, type Subject } from '../../../packages/nx-docker-cache/src/rules/rule';
import { columns } from '../../../packages/nx-docker-cache/src/text/columns';
import { formatBytes } from '../../../packages/nx-docker-cache/src/timing/duration';
import { repositoryRoot } from '../../repository-root';
import { SOURCE } from '../declared';
import type { OutputFile, Outputs } from '../output-file';

/** `docs/rules/NDC001.md` and its like, and the list of them. Read from the files: the registry may be out of date. */
export const outputs: Outputs = async () => {
  const folder = join(repositoryRoot, SOURCE, 'rules/list');
  const names = readdirSync(folder).filter((name) => /^NDC\d+-.*\.ts$/.test(name));
  const pages = await Promise.all(
    names.sort().map(async (name) => {
      const { rule } = (await import(join(folder, name))) as { rule: Rule };
      return { rule, page: page(rule, name) };
    }),
  );
  return [...pages.map((each) => each.page), list(pages.map(({ rule }) => rule))];
};

function page(rule: Rule, name: string): OutputFile {
  const content = [
    `# ${rule.code}: ${rule.title}`,
    '',
    `<!-- Generated from ${SOURCE}/rules/list/${name} by \`npm run codegen\`. -->`,
    '',
    `Severity: ${rule.severity}. ${rule.fix === undefined ? '' : '`check --fix` mends it.'}`,
    '',
    rule.why,
    '',
    `What to do: ${rule.remedy}.`,
    '',
    ...examples(rule),
    '## To leave it',
    '',
    ...suppression(rule),
    '',
  ].join('\n');
  return { path: `docs/rules/${rule.code}.md`, content };
}

function examples(rule: Rule): readonly string[] {
  switch (rule.subject) {
    case 'dockerfile':
      return [
        ...(rule.exampleBuild === undefined
          ? []
          : [`The examples are built with \`--cache-to ${rule.exampleBuild.cacheTo.join(' ')}\`.`, '']),
        ...badAndGood(fence('dockerfile', rule.bad), fence('dockerfile', rule.good)),
      ];
    case 'machine':
      return [
        '## What it says',
        '',
        ...fence(
          'text',
          rule
            .find({ ...SOUND_MACHINE, ...rule.bad })
            .map(({ message }) => message)
            .join('\n'),
        ),
        '',
      ];
    case 'context':
      return badAndGood(contextExample(rule.bad), contextExample(rule.good));
    case 'requirements':
      return badAndGood(fence('text', rule.bad), fence('text', rule.good));
  }
}

function badAndGood(bad: readonly string[], good: readonly string[]): readonly string[] {
  return ['## Bad', '', ...bad, '', '## Good', '', ...good, ''];
}

function contextExample({ dockerfile, ignore, files, texts = {} }: ContextExample): readonly string[] {
  const listed = Object.entries(files).map(([path, bytes]) => [path, formatBytes(bytes)]);
  return [
    ...fence('dockerfile', dockerfile),
    '',
    ignore === '' ? 'without an ignore file, in a folder with' : 'with the `.dockerignore`',
    '',
    ...(ignore === '' ? [] : [...fence('text', ignore), '', 'in a folder with', '']),
    ...fence('text', columns(listed, [1]).join('\n')),
    ...Object.entries(texts).flatMap(([path, text]) => ['', `\`${path}\`:`, '', ...fence('text', text)]),
  ];
}

function fence(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trimEnd(), '```'];
}

/** Only what has a place in a Dockerfile can be suppressed by a comment there. */
function suppression({ code, subject }: Rule): readonly string[] {
  if (subject === 'machine' || subject === 'requirements') return [`\`--ignore ${code}\`.`];
  return [
    ...fence('dockerfile', `# nx-docker-cache ignore=${code} the reason`),
    '',
    `in the line above the instruction, or \`--ignore ${code}\`.`,
  ];
}

const HEADINGS = {
  dockerfile: 'The Dockerfile',
  machine: 'The machine that builds',
  context: 'The build context',
  requirements: 'Requirements files',
} as const satisfies Record<Subject, string>;

function list(rules: readonly Rule[]): OutputFile {
  const content = [
    '# The rules of `check`',
    '',
    '<!-- Generated from packages/nx-docker-cache/src/rules/list by `npm run codegen`. -->',
    '',
    'How they are asked for, and in which forms they answer: [check](../check.md).',
    '',
    ...(Object.keys(HEADINGS) as Subject[]).flatMap((subject) => [
      `## ${HEADINGS[subject]}`,
      '',
      '| code | severity | what it finds |',
      '| --- | --- | --- |',
      ...rulesAbout(rules, subject).map(
        ({ code, severity, title }) => `| [${code}](${code}.md) | ${severity} | ${title} |`,
      ),
      '',
    ]),
  ].join('\n');
  return { path: 'docs/rules/README.md', content };
}
