import type { DockerfileRule } from '../rule';
import { uselessMounts } from '../useless-mounts';

export const rule: DockerfileRule = {
  code: 'NDC002',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A cache mount is switched off by an option or a variable',
  why: 'The RUN has a cache mount, and an option such as `--no-cache-dir` or a variable such as `PIP_NO_CACHE_DIR` keeps the package manager from using it: the mount stays empty. Any value of `PIP_NO_CACHE_DIR`, also `0` and `false`, switches pip’s cache off. Without a mount such an option keeps the layer small; with one it has no use at all.',
  remedy: 'remove it: what is in the mount is never part of the image',
  fix: 'upgrade',
  bad: 'FROM python:3.12-slim\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install --no-cache-dir flask\n',
  good: 'FROM python:3.12-slim\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install flask\n',
  find: (facts) =>
    uselessMounts(facts)
      .filter(({ cause }) => cause === 'disabled')
      .map(({ text, range }) => ({
        message: `${text} switches the cache off, so that the cache mount of this RUN stays empty`,
        range,
      })),
};
