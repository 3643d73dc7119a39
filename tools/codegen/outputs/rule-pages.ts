import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../../packages/nx-docker-cache/src/rules/rule';
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
    ...(rule.exampleBuild === undefined
      ? []
      : [`The examples are built with \`--cache-to ${rule.exampleBuild.cacheTo.join(' ')}\`.`, '']),
    '## Bad',
    '',
    '```dockerfile',
    rule.bad.trimEnd(),
    '```',
    '',
    '## Good',
    '',
    '```dockerfile',
    rule.good.trimEnd(),
    '```',
    '',
    '## To leave it',
    '',
    '```dockerfile',
    `# nx-docker-cache ignore=${rule.code} the reason`,
    '```',
    '',
    'in the line above the instruction, or `--ignore ' + rule.code + '`.',
    '',
  ].join('\n');
  return { path: `docs/rules/${rule.code}.md`, content };
}

function list(rules: readonly Rule[]): OutputFile {
  const content = [
    '# The rules of `check`',
    '',
    '<!-- Generated from packages/nx-docker-cache/src/rules/list by `npm run codegen`. -->',
    '',
    '| code | severity | what it finds |',
    '| --- | --- | --- |',
    ...rules.map(({ code, severity, title }) => `| [${code}](${code}.md) | ${severity} | ${title} |`),
    '',
  ].join('\n');
  return { path: 'docs/rules/README.md', content };
}
