import { programName } from '../../shell/invocation';
import type { RunFacts } from '../dockerfile-facts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC018',
  subject: 'dockerfile',
  severity: 'info',
  title: 'uv links from a cache mount instead of copying',
  why: 'A cache mount is another file system than the image. uv tries to make hard links, fails, warns, and copies. `UV_LINK_MODE=copy` says so from the start; `symlink` would leave links into a mount that is not there when the container runs.',
  remedy: 'set UV_LINK_MODE=copy with ENV or ARG',
  fix: undefined,
  bad: 'FROM ghcr.io/astral-sh/uv:0.8-python3.12-bookworm-slim\nCOPY pyproject.toml uv.lock ./\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-install-project\n',
  good: 'FROM ghcr.io/astral-sh/uv:0.8-python3.12-bookworm-slim\nENV UV_LINK_MODE=copy\nCOPY pyproject.toml uv.lock ./\nRUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-install-project\n',
  find: ({ dockerfile, runs }) => {
    if (/UV_LINK_MODE|link-mode/.test(dockerfile.text)) return [];
    return runs.filter(installsWithUv).flatMap(({ mounts }) =>
      mounts
        .filter(({ type, target }) => type === 'cache' && /\/\.cache(?:\/uv)?\/?$/.test(target ?? ''))
        .slice(0, 1)
        .map(({ flag }) => ({
          message: 'uv cannot make hard links out of a cache mount: UV_LINK_MODE=copy is missing',
          range: flag.range,
        })),
    );
  },
};

function installsWithUv({ invocations }: RunFacts): boolean {
  return invocations.some(
    ({ words }) =>
      programName(words[0]) === 'uv' &&
      (words[1]?.value === 'sync' ||
        (words[1]?.value === 'pip' && /^(?:install|sync)$/.test(words[2]?.value ?? ''))),
  );
}
