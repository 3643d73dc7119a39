import { neededMounts } from '../needed-mounts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC004',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A cache mount is not where the package manager looks',
  why: 'Package managers keep their cache below the home folder of the user that runs them, unless a variable moves it. A mount below another home is never written to: the build works, and downloads everything each time.',
  remedy: 'mount the folder that the tool uses, owned by the user of the RUN',
  fix: undefined,
  bad: 'FROM python:3.12-slim\nRUN useradd --create-home --uid 1000 app\nUSER app\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install flask\n',
  good: 'FROM python:3.12-slim\nRUN useradd --create-home --uid 1000 app\nUSER app\nRUN --mount=type=cache,target=/home/app/.cache/pip,uid=1000,gid=1000 \\\n    pip install flask\n',
  find: (facts) =>
    neededMounts(facts).flatMap(({ misplaced }) =>
      misplaced === undefined
        ? []
        : [
            {
              message: `${misplaced.tool} keeps its cache in ${misplaced.target} here, so that nothing gets into ${misplaced.mount.target ?? 'this mount'}`,
              range: misplaced.mount.flag.range,
            },
          ],
    ),
};
