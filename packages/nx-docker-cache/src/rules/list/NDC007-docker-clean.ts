import { copySources } from '../../dockerfile/copy-sources';
import { lineage } from '../../upgrade/sites';
import { aptMounts, callsApt } from '../apt';
import { runsAbove, type DockerfileFacts, type RunFacts } from '../dockerfile-facts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC007',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'apt deletes its downloads although they have a cache mount',
  why: 'The images of Debian and Ubuntu come with `/etc/apt/apt.conf.d/docker-clean`, which deletes every package after it was installed: the mount stays empty. It has to be removed once, in front of the first install.',
  remedy:
    'put `RUN rm -f /etc/apt/apt.conf.d/docker-clean; echo \'Binary::apt::APT::Keep-Downloaded-Packages "true";\' > /etc/apt/apt.conf.d/keep-cache` above it',
  fix: undefined,
  bad: 'FROM debian:12\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    apt-get update && apt-get install -y curl\n',
  good: 'FROM debian:12\nRUN rm -f /etc/apt/apt.conf.d/docker-clean; \\\n    echo \'Binary::apt::APT::Keep-Downloaded-Packages "true";\' > /etc/apt/apt.conf.d/keep-cache\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    apt-get update && apt-get install -y curl\n',
  find: (facts) =>
    facts.runs
      .filter((run) => callsApt(run, /^install$/) && !keepsPackages(facts, run))
      .flatMap((run) =>
        aptMounts(run, 'archives').map((mount) => ({
          message: `docker-clean of the base image deletes what apt downloads, so that ${mount.target ?? 'the mount'} stays empty`,
          range: mount.flag.range,
        })),
      ),
};

const KEEPS = /docker-clean|Keep-Downloaded-Packages|keep-cache|apt\.conf\.d/i;

/** Something in this RUN, or above it, deals with it. */
function keepsPackages(facts: DockerfileFacts, run: RunFacts): boolean {
  const texts = [...runsAbove(facts, run), run].flatMap(({ run: { original, heredocs } }) => [
    original.text,
    ...heredocs.map(({ content }) => content),
  ]);
  const copies = lineage(facts.sites.stages, run.site.stage)
    .flatMap(({ instructions }) => instructions)
    .map(({ instruction }) => copySources(instruction)?.destination?.text ?? '');
  return (
    texts.some((text) => KEEPS.test(text)) ||
    copies.some((target) => /^\/etc(?:\/apt|\/?$)|^\/$/.test(target))
  );
}
