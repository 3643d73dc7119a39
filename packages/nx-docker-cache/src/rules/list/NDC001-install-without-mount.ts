import { headOf } from '../dockerfile-facts';
import { neededMounts, type NeededMounts } from '../needed-mounts';
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
  find: (facts) => {
    const needed = neededMounts(facts).filter(({ misplaced }) => misplaced === undefined);
    const stores = new Set(
      facts.recipes.filter(({ caches }) => caches.some(({ isStore }) => isStore)).map(({ tool }) => tool),
    );
    return needed.map((each) => ({
      message: messageOf(
        each,
        needed.find((other) => fillsStoreOf(other, each, stores)),
      ),
      range: headOf(facts.dockerfile, each.run.run),
    }));
  },
};

/** A RUN above in the same stage, whose packages the layer still has. */
function fillsStoreOf(
  above: NeededMounts,
  { run, tools }: NeededMounts,
  stores: ReadonlySet<string>,
): boolean {
  const isAbove = above.run.site.stage === run.site.stage && above.run.run.startLine < run.run.startLine;
  return isAbove && tools.every((tool) => stores.has(tool) && above.tools.includes(tool));
}

function messageOf({ tools, flags }: NeededMounts, filler: NeededMounts | undefined): string {
  const [names, flag] = [tools.join(' and '), flags.join(' ')];
  if (filler !== undefined)
    return `${names} finds here what line ${filler.run.run.startLine} has left in its layer, and both RUNs need the same mount: ${flag} is missing`;
  const verb = tools.length > 1 ? 'download' : 'downloads';
  return `${names} ${verb} everything again whenever this layer is made again: ${flag} is missing`;
}
