import { keyValuesOf } from '../../dockerfile/key-values';
import type { Instruction } from '../../dockerfile/syntax';
import { headOf, type DockerfileFacts, type RunFacts } from '../dockerfile-facts';
import { installOf } from '../installs';
import type { DockerfileRule, Found } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC011',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A build argument that changes with every build stands above an install',
  why: 'Every ARG of a stage is part of the environment of the RUNs below it, used or not, and so of their cache keys. An argument such as a commit or a date makes all of them run again in every build.',
  remedy: 'move the ARG below the installs, to where it is used',
  fix: undefined,
  bad: 'FROM node:22-slim\nARG GIT_SHA\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\nENV GIT_SHA=$GIT_SHA\n',
  good: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\nARG GIT_SHA\nENV GIT_SHA=$GIT_SHA\n',
  find: (facts) =>
    facts.sites.stages.flatMap(({ index, instructions }) =>
      instructions.flatMap(({ instruction }) => ofArg(facts, index, instruction)),
    ),
};

const RESTLESS =
  /^(?:BUILD_(?:DATE|TIME|TIMESTAMP|NUMBER|ID)|BUILDDATE|(?:GIT|VCS|SOURCE|CI|BUILD)_(?:COMMIT|SHA|REF|REV|REVISION|HASH|COMMIT_SHA|COMMIT_HASH)|COMMIT(?:_?(?:SHA|HASH|ID|REF))?|GITHUB_(?:SHA|RUN_ID|RUN_NUMBER)|REVISION)$/i;

function ofArg(facts: DockerfileFacts, stage: number, arg: Instruction): readonly Found[] {
  if (arg.name !== 'ARG') return [];
  const names = keyValuesOf(arg, facts.dockerfile.escape)
    .filter(
      ({ value }) =>
        value === undefined ||
        value === '' ||
        /^["']?(?:unknown|dev|none|local|n\/a|HEAD|0)?["']?$/i.test(value),
    )
    .map(({ name }) => name)
    .filter((name) => RESTLESS.test(name));
  return names.flatMap((name) => {
    const below = facts.runs.filter(
      ({ site, run }) => site.stage.index === stage && run.startLine > arg.startLine,
    );
    const install = below.find(installsPackages);
    if (install === undefined || usesBefore(facts, arg, name, install)) return [];
    return [
      {
        message: `${name} changes with every build and makes the install in line ${install.run.startLine} run again each time`,
        range: headOf(facts.dockerfile, arg),
      },
    ];
  });
}

function installsPackages({ invocations }: RunFacts): boolean {
  return invocations.some((invocation) => installOf(invocation) !== undefined);
}

/** A RUN that needs the value cannot stand above its ARG. */
function usesBefore(
  { dockerfile }: DockerfileFacts,
  arg: Instruction,
  name: string,
  { run }: RunFacts,
): boolean {
  return dockerfile.instructions
    .filter(
      ({ startLine, name: kind }) =>
        startLine > arg.startLine && startLine <= run.startLine && kind === 'RUN',
    )
    .some(({ original, heredocs }) =>
      [original.text, ...heredocs.map(({ content }) => content)].some((text) =>
        new RegExp(`\\$\\{?${name}\\b|\\b${name}\\b`).test(text),
      ),
    );
}
