import { headOf } from '../dockerfile-facts';
import { neededMounts } from '../needed-mounts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC001',
  subject: 'dockerfile',
  severity: 'warning',
  title: 'A package manager runs without its cache mount',
  why: 'When the layer of this RUN has to be made again, everything is downloaded again. A cache mount keeps the downloads, and what was compiled, between builds; nothing of it gets into the image.',
  remedy: 'run check with --fix, or nx-docker-cache upgrade --write',
  fix: 'upgrade',
  bad: 'FROM python:3.12-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
  good: 'FROM python:3.12-slim\nCOPY requirements.txt .\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install -r requirements.txt\n',
  find: (facts) =>
    neededMounts(facts)
      .filter(({ misplaced }) => misplaced === undefined)
      .map(({ run, tools, flags }) => ({
        message: `${tools.join(' and ')} ${tools.length > 1 ? 'download' : 'downloads'} everything again whenever this layer is made again: ${flags.join(' ')} is missing`,
        range: headOf(facts.dockerfile, run.run),
      })),
};
