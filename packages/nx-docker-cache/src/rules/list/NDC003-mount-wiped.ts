import type { DockerfileRule } from '../rule';
import { uselessMounts } from '../useless-mounts';

export const rule: DockerfileRule = {
  code: 'NDC003',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A cache mount is emptied by the RUN that fills it',
  why: 'Emptying the cache at the end of a RUN keeps the layer small where there is no cache mount. Where there is one, the cache is not part of the layer anyway, and emptying it throws away what the next build needs, for all projects that share the mount.',
  remedy: 'remove the command',
  fix: 'upgrade',
  bad: 'FROM python:3.12-slim\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install flask && rm -rf /root/.cache/pip\n',
  good: 'FROM python:3.12-slim\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install flask\n',
  find: (facts) =>
    uselessMounts(facts)
      .filter(({ cause }) => cause === 'wiped')
      .map(({ text, range }) => ({
        message: `${text} empties the cache mount of this RUN, so that the next build starts without it`,
        range,
      })),
};
