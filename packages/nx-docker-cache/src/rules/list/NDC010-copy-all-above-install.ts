import { copySources } from '../../dockerfile/copy-sources';
import type { Instruction } from '../../dockerfile/syntax';
import { headOf, runsAbove, type DockerfileFacts, type RunFacts } from '../dockerfile-facts';
import { installOf, type Install } from '../installs';
import type { DockerfileRule, Found } from '../rule';
import { copiesWholeContext } from '../whole-context';

export const rule: DockerfileRule = {
  code: 'NDC010',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'All sources are copied above an install',
  why: 'A COPY of the whole context makes its layer again whenever any file changes, and with it every layer below: each change of the code installs all packages again. This is what decides most builds; a cache mount only softens it.',
  remedy: 'copy the manifest and the lock file alone, install, and copy the rest below',
  fix: 'upgrade',
  bad: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n',
  good: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\n',
  find: (facts) => facts.sites.stages.flatMap(({ index }) => inStage(facts, index)),
};

/** One finding a stage: the first COPY of everything, with the first install below it. */
function inStage(facts: DockerfileFacts, stage: number): readonly Found[] {
  const instructions = facts.sites.stages[stage]?.instructions.map(({ instruction }) => instruction) ?? [];
  const copy = instructions.find(copiesWholeContext);
  if (copy === undefined) return [];
  for (const run of facts.runs) {
    if (run.site.stage.index !== stage || run.run.startLine < copy.startLine) continue;
    const installs = run.invocations
      .flatMap((invocation) => installOf(invocation) ?? [])
      .filter((found) => concerns(facts, run, found, copy));
    const install = installs.find(({ manifest }) => manifest !== undefined) ?? installs[0];
    if (install !== undefined)
      return [
        {
          message: messageOf(install, run),
          range: headOf(facts.dockerfile, copy),
          isFixable: facts.movable.has(copy),
        },
      ];
  }
  return [];
}

/** An install of the list that stood above the COPY too is only brought up to date here. */
function concerns(facts: DockerfileFacts, run: RunFacts, install: Install, copy: Instruction): boolean {
  const intoRoot = copySources(copy)?.destination?.text === '/';
  if (intoRoot && install.manifest === undefined) return false;
  return !runsAbove(facts, run)
    .filter((above) => above.site.stage !== run.site.stage || above.run.startLine < copy.startLine)
    .some(({ invocations }) =>
      invocations
        .map(installOf)
        .some((above) => above?.tool === install.tool && above.manifest !== undefined),
    );
}

function messageOf({ tool, manifest }: Install, { run }: RunFacts): string {
  const needs = manifest === undefined ? 'and needs none of them' : `and needs only ${manifest}`;
  return `every change of a source file runs ${tool} in line ${run.startLine} again, which stands below this copy of everything ${needs}`;
}
