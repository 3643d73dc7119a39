import type { Mount } from '../../dockerfile/mounts';
import { aptMounts, callsApt } from '../apt';
import { fillingCalls, type DockerfileFacts, type RunFacts } from '../dockerfile-facts';
import { belongsTo } from '../mount-of-recipe';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC006',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A cache mount that must not be written by two builds at once is not locked',
  why: 'Without `sharing=locked` two builds, or two stages of one, use the mount at the same time. Tools such as apt lock their folder and fail ("Could not get lock"), or damage what the other one writes. With `locked` the second RUN waits for the first.',
  remedy: 'add sharing=locked to the mount',
  fix: undefined,
  bad: 'FROM debian:12\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt \\\n    apt-get update && apt-get install -y curl\n',
  good: 'FROM debian:12\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    apt-get update && apt-get install -y curl\n',
  find: (facts) =>
    facts.runs.flatMap((run) =>
      unlocked(facts, run).map(({ mount, tool }) => ({
        message: `two builds at once would use ${mount.target ?? 'this mount'} together, and ${tool} cannot: sharing=locked is missing`,
        range: mount.flag.range,
      })),
    ),
};

interface Unlocked {
  readonly mount: Mount;
  readonly tool: string;
}

function unlocked(facts: DockerfileFacts, run: RunFacts): readonly Unlocked[] {
  const apt = callsApt(run, /^(?:install|update|upgrade|dist-upgrade|full-upgrade)$/)
    ? aptMounts(run, 'any')
    : [];
  const others = facts.recipes
    .filter(
      (recipe) =>
        recipe.tool !== 'apt' &&
        recipe.caches.some(({ sharing }) => sharing === 'locked') &&
        fillingCalls(recipe, run).length > 0,
    )
    .flatMap((recipe) =>
      run.mounts
        .filter((mount) => mount.type === 'cache' && belongsTo(mount, recipe))
        .map((mount) => ({ mount, tool: recipe.tool })),
    );
  return [...apt.map((mount) => ({ mount, tool: 'apt' })), ...others].filter(
    ({ mount }) =>
      (mount.sharing === undefined || mount.sharing === 'shared') && !mount.unknownKeys.includes('sharing'),
  );
}
