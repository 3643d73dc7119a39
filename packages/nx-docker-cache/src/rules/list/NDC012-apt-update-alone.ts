import { callsApt } from '../apt';
import { headOf, type DockerfileFacts, type RunFacts } from '../dockerfile-facts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC012',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'apt-get update has a layer of its own',
  why: 'The layer of `apt-get update` stays in the cache. When a package is added to the install below it weeks later, the old lists are used: versions are outdated, or the download fails because they are gone from the mirror.',
  remedy: 'join it with the install: RUN apt-get update && apt-get install …',
  fix: undefined,
  bad: 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n',
  good: 'FROM debian:12\nRUN apt-get update && apt-get install -y curl\n',
  find: (facts) =>
    facts.runs
      .filter((run) => callsApt(run, /^update$/) && !callsApt(run, /^install$/))
      .flatMap((run) => {
        const install = installOnItsLists(facts, run);
        if (install === undefined) return [];
        return [
          {
            message: `the package lists of this layer get old: the install in line ${install.run.startLine} uses them whenever they were made`,
            range: headOf(facts.dockerfile, run.run),
          },
        ];
      }),
};

/** The next RUN of the stage that calls apt, where it installs without updating first. */
function installOnItsLists({ runs }: DockerfileFacts, { site, run }: RunFacts): RunFacts | undefined {
  const next = runs.find(
    (other) =>
      other.site.stage === site.stage &&
      other.run.startLine > run.startLine &&
      callsApt(other, /^(?:install|update)$/),
  );
  return next === undefined ||
    callsApt(next, /^update$/) ||
    /add-apt-repository|apt-add-repository/.test(next.run.args.text)
    ? undefined
    : next;
}
