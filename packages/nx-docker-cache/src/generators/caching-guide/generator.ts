import type { Tree } from '@nx/devkit';
import { normalize } from 'node:path/posix';
import { declaredMounts } from '../../cache/declared-mounts';
import { dockerfileOfBytes } from '../../dockerfile/dockerfile-of-bytes';
import { ProductError } from '../../errors/product-error';
import {
  GUIDE_TARGETS,
  type GuideDockerfile,
  type GuideProject,
  type GuideTarget,
} from '../../guide/guide-facts';
import { guideTimes } from '../../guide/guide-times';
import { mergeGuide } from '../../guide/merge-guide';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { historyOf } from '../../plugin/workspace-history';
import { RECIPES } from '../../recipes/registry';
import { readHistory } from '../../timing/history/lines';
import { dockerfilesOf, type Projects } from '../project-dockerfiles';
import { realSurroundings, type GeneratorSurroundings } from '../surroundings';
import { writeInside } from '../write-inside';
import type { CachingGuideGeneratorSchema } from './schema';

/** Beside the projects, what the builds of this machine took. */
export interface GuideSurroundings extends GeneratorSurroundings {
  readonly machine: string;
  /** The files of the history. */
  readonly history: (workspaceRoot: string) => readonly string[];
}

const DEFAULT_FILE = 'DOCKER_CACHING_GUIDE.md';

/**
 * `nx g caching-guide`: the guide of this workspace, written or renewed.
 * @throws ProductError GUIDE_MARKERS, OUTSIDE_WORKSPACE
 */
export default async function cachingGuideGenerator(
  tree: Tree,
  options: CachingGuideGeneratorSchema,
  { terminal, projects, machine, history }: GuideSurroundings = realGuideSurroundings(realWorld()),
): Promise<void> {
  const file = normalize(options.file ?? DEFAULT_FILE);
  const before = tree.read(file, 'utf8') ?? undefined;
  const all = await projects(tree).all();
  const facts = {
    projects: guideProjects(tree, all),
    times: guideTimes(readHistory(history(tree.root)), machine, ({ project, target }) =>
      isOwn(all.get(project)?.targets?.[target]?.executor),
    ),
  };
  const after = mergeGuide(before, facts);
  if (typeof after !== 'string') throw markersBroken(file, after);
  if (after === before) terminal.out(`${file}: nothing has changed\n`);
  else writeInside(tree, file, after);
}

/** `api:build` of the command may have the name of a target that compiles. */
function isOwn(executor: string | undefined): boolean {
  return executor?.startsWith('nx-docker-cache:') === true;
}

function realGuideSurroundings(world: World): GuideSurroundings {
  return {
    ...realSurroundings(),
    machine: world.machineId(),
    history: (root) => historyOf(root).read(),
  };
}

function guideProjects(tree: Tree, projects: Projects): readonly GuideProject[] {
  return [...projects]
    .map(([name, project]): GuideProject => {
      const targets = Object.entries(project.targets ?? {});
      const entries = Object.entries(GUIDE_TARGETS) as readonly [GuideTarget, string][];
      return {
        name,
        dockerfiles: dockerfilesOf(tree, project).map(({ file }) => guideDockerfile(tree, file)),
        targets: Object.fromEntries(
          entries.map(([kind, executor]) => [
            kind,
            targets.find(([, each]) => each.executor === executor)?.[0],
          ]),
        ) as GuideProject['targets'],
      };
    })
    .filter(({ dockerfiles }) => dockerfiles.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One that cannot be read is told as such: the guide is about all of them. */
function guideDockerfile(tree: Tree, file: string): GuideDockerfile {
  try {
    const { dockerfile } = dockerfileOfBytes(file, tree.read(file) ?? new Uint8Array());
    const mounts = declaredMounts(dockerfile, {}, RECIPES).map(({ tool, target }) => ({ tool, target }));
    return { file, mounts, problem: undefined };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return { file, mounts: [], problem: `cannot be read (${error.code})` };
  }
}

function markersBroken(
  file: string,
  { problem, line }: { readonly problem: string; readonly line: number },
): ProductError {
  return new ProductError({
    code: 'GUIDE_MARKERS',
    what: 'The guide cannot be renewed without losing text, so nothing was written',
    where: `${file}:${line}`,
    why: problem,
    next: 'put both markers of the part in order, or delete both: it comes back at the end',
  });
}
