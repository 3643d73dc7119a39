import { headOf, runsAbove, type DockerfileFacts, type RunFacts } from '../dockerfile-facts';
import { installOf } from '../installs';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC016',
  subject: 'dockerfile',
  severity: 'info',
  title: 'The same install runs twice',
  why: 'The second call finds everything in place, but it asks the index again, makes another layer, and runs again with every change of what stands between the two.',
  remedy: 'remove one of them',
  fix: undefined,
  bad: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci && npm run build\n',
  good: 'FROM node:22-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\nRUN npm run build\n',
  find: (facts) =>
    facts.runs.flatMap((run) => {
      const twin = callsOf(run)
        .flatMap((call) => twinsOf(facts, run, call))
        .at(0);
      if (twin === undefined) return [];
      return [
        {
          message: `"${twin.call}" ran already in line ${twin.line}`,
          range: headOf(facts.dockerfile, run.run),
        },
      ];
    }),
};

/** Installs that are the same wherever they stand, in the folder that WORKDIR says: no `cd`, nothing conditional. */
function callsOf({ invocations, run }: RunFacts): readonly string[] {
  if (/\bcd\b|\bpushd\b|--prefix|--cwd|\s-C\s/.test(run.args.text)) return [];
  return invocations
    .filter((invocation) => installOf(invocation) !== undefined)
    .filter(({ command }) => command.nesting.length === 0)
    .map(({ words }) => words.map(({ text }) => text).join(' '));
}

function twinsOf(
  facts: DockerfileFacts,
  run: RunFacts,
  call: string,
): readonly { call: string; line: number }[] {
  const folder = (each: RunFacts): string => JSON.stringify(each.site.scope.workdir);
  return runsAbove(facts, run)
    .filter((other) => folder(other) === folder(run) && callsOf(other).includes(call))
    .map(({ run: { startLine } }) => ({ call, line: startLine }));
}
