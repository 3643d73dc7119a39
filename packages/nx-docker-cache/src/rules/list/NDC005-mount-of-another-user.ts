import type { Mount } from '../../dockerfile/mounts';
import { surroundingsOf } from '../../upgrade/surroundings';
import { fillingCalls, type DockerfileFacts, type RunFacts } from '../dockerfile-facts';
import { belongsTo } from '../mount-of-recipe';
import type { DockerfileRule, Found } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC005',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A cache mount belongs to another user than the one that fills it',
  why: 'A new cache mount belongs to root, or to the `uid` and `gid` of the flag. A user who may not write to it gets no cache, mostly without a word; and pip, when it runs as root, ignores a cache folder that root does not own.',
  remedy: 'give the mount the uid and gid of the user in force (none for root)',
  fix: undefined,
  bad: 'FROM python:3.12-slim\nRUN useradd --create-home --uid 1000 app\nUSER app\nRUN --mount=type=cache,target=/home/app/.cache/pip \\\n    pip install flask\n',
  good: 'FROM python:3.12-slim\nRUN useradd --create-home --uid 1000 app\nUSER app\nRUN --mount=type=cache,target=/home/app/.cache/pip,uid=1000,gid=1000 \\\n    pip install flask\n',
  find: (facts) => facts.runs.flatMap((run) => strangersMounts(facts, run)),
};

function strangersMounts(facts: DockerfileFacts, run: RunFacts): readonly Found[] {
  const caches = run.mounts.filter(({ type, from }) => type === 'cache' && from === undefined);
  if (caches.length === 0) return [];
  return facts.recipes.flatMap((recipe) => {
    const calls = fillingCalls(recipe, run);
    if (calls.length === 0 || calls.some(({ invocation }) => invocation.runsAs !== 'caller')) return [];
    return caches
      .filter((mount) => belongsTo(mount, recipe))
      .flatMap((mount) => {
        const message = objection(facts, run, mount, recipe.tool);
        return message === undefined ? [] : [{ message, range: mount.flag.range }];
      });
  });
}

const WRITABLE_BY_ALL = 0o002;

function objection(facts: DockerfileFacts, run: RunFacts, mount: Mount, tool: string): string | undefined {
  if (mount.unknownKeys.includes('uid') || mount.unknownKeys.includes('mode')) return undefined;
  const { user } = surroundingsOf(facts.sites, run.site);
  if (user.kind === 'root') return user.isAssumed ? undefined : objectionOfRoot(mount, tool);
  if (user.kind === 'unknown' || !/^\d+$/.test(user.uid) || Number(user.uid) === mount.uid) return undefined;
  if (isOpenTo(mount, user.gid)) return undefined;
  const owner = mount.uid === undefined || mount.uid === 0 ? 'root' : `user ${mount.uid}`;
  return `${tool} runs as user ${user.uid} and cannot write to ${mount.target ?? 'the mount'}, which belongs to ${owner}: uid=${user.uid} is missing`;
}

function objectionOfRoot({ uid }: Mount, tool: string): string | undefined {
  return tool === 'pip' && uid !== undefined && uid !== 0
    ? `${tool} runs as root and ignores a cache folder of user ${uid}`
    : undefined;
}

/** Everybody may write to it, or its own group with a mode that somebody has thought about. */
function isOpenTo({ mode, gid }: Mount, group: string | undefined): boolean {
  if (mode === undefined) return false;
  return (mode & WRITABLE_BY_ALL) !== 0 || (gid !== undefined && String(gid) === group);
}
