import { knownValue } from '../../dockerfile/scope';
import { copySources } from '../../dockerfile/copy-sources';
import { findStage } from '../../dockerfile/stages';
import type { Instruction } from '../../dockerfile/syntax';
import { cleanPath, relationTo } from '../../upgrade/paths';
import { lineage } from '../../upgrade/sites';
import type { DockerfileFacts, RunFacts } from '../dockerfile-facts';
import type { DockerfileRule, Found } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC017',
  subject: 'dockerfile',
  severity: 'error',
  title: 'What is copied lies in a cache mount, and so not in the stage',
  why: 'A cache mount covers its folder only while the RUN runs. What was written there is in the mount, not in the layer: a COPY from the stage does not find it, or finds something old.',
  remedy: 'copy it out of the mount in the same RUN, and copy that',
  fix: undefined,
  bad: 'FROM rust:1.90 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/src/target cargo build --release\n\nFROM debian:12\nCOPY --from=build /src/target/release/app /usr/bin/app\n',
  good: 'FROM rust:1.90 AS build\nWORKDIR /src\nCOPY . .\nRUN --mount=type=cache,target=/src/target \\\n    cargo build --release && cp target/release/app /usr/bin/app\n\nFROM debian:12\nCOPY --from=build /usr/bin/app /usr/bin/app\n',
  find: (facts) =>
    facts.sites.stages.flatMap(({ instructions }) =>
      instructions.flatMap(({ instruction }) => ofCopy(facts, instruction)),
    ),
};

function ofCopy(facts: DockerfileFacts, instruction: Instruction): readonly Found[] {
  const copied = copySources(instruction);
  const stage = copied?.from === undefined ? undefined : findStage(facts.sites.stages, copied.from);
  if (copied === undefined || stage === undefined) return [];
  const line = lineage(facts.sites.stages, stage);
  const runs = facts.runs.filter(({ site }) => line.includes(site.stage));
  return copied.sources.flatMap(({ text, range }) => {
    const path = /[$*?[]/.test(text) ? undefined : cleanPath(text.startsWith('/') ? text : `/${text}`);
    const target = path === undefined ? undefined : mountThatHolds(runs, path);
    if (target === undefined || runs.some((run) => !mounts(run, target))) {
      if (target === undefined || mayBeMadeElsewhere(runs, target, path ?? '')) return [];
    }
    return [
      { message: `${text} was written into the cache mount ${target} and is not part of the stage`, range },
    ];
  });
}

/** The target of a cache mount that covers the path. */
function mountThatHolds(runs: readonly RunFacts[], path: string): string | undefined {
  return runs
    .flatMap((run) => cacheTargets(run))
    .find((target) => ['same', 'inside'].includes(relationTo(target, path)) && target !== '/');
}

function mounts(run: RunFacts, target: string): boolean {
  return cacheTargets(run).includes(target);
}

function cacheTargets({ mounts: all, site }: RunFacts): readonly string[] {
  const workdir = knownValue(site.scope.workdir);
  return all.flatMap(({ type, target }) => {
    if (type !== 'cache' || target === undefined) return [];
    const path = cleanPath(target) ?? (workdir === undefined ? undefined : cleanPath(`${workdir}/${target}`));
    return path === undefined ? [] : [path];
  });
}

/** A RUN without the mount that names the folder, or a program that writes there, may have put it in the layer. */
function mayBeMadeElsewhere(runs: readonly RunFacts[], target: string, path: string): boolean {
  const names = [target.split('/').at(-1) ?? '', path.split('/').at(-1) ?? ''];
  return runs
    .filter((run) => !mounts(run, target))
    .some(
      ({ run: { original } }) =>
        names.some((name) => name !== '' && original.text.includes(name)) || BUILDS.test(original.text),
    );
}

const BUILDS = /\b(?:cargo|npm|yarn|pnpm|make|go|mvn|gradle|pip|uv|poetry|bundle|composer)\b/;
