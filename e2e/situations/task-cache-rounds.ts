import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DockerLog } from '../support/docker-log';
import { IS_FULL } from '../support/full-form';
import type { Images } from '../support/images';
import type { Workspace } from '../support/workspace';

/** What one run of a project's task did. */
export interface TaskRun {
  /** What Nx printed when it failed, empty when it did not. */
  readonly failure: string;
  readonly isBuilt: boolean;
}

export interface TaskSteps<Project extends string> {
  /** Runs the task, and holds that afterwards the engine has the image of the present source. */
  readonly buildRightly: (project: Project) => Promise<'hit' | 'built'>;
  /** Until a run is a hit. */
  readonly settle: (project: Project) => Promise<void>;
}

export interface TaskCacheBed {
  readonly workspace: Workspace;
  readonly engine: Images;
  readonly log: DockerLog;
  readonly imageOf: (project: string) => string;
  /** What the plugin keeps of its images, a folder. */
  readonly stateFolder: () => string;
}

/** The content of a project, as it should be and as it is. */
export interface Contents<Project extends string> {
  readonly inSource: (project: Project) => string;
  readonly inImage: (project: Project) => Promise<string | undefined>;
}

/** @param run runs the task of a project, by itself or together with others */
export function taskSteps<Project extends string>(
  { inSource, inImage }: Contents<Project>,
  run: (project: Project) => Promise<TaskRun>,
): TaskSteps<Project> {
  const buildRightly: TaskSteps<Project>['buildRightly'] = async (project) => {
    const { failure, isBuilt } = await run(project);
    expect(failure).toBe('');
    expect(await inImage(project)).toBe(inSource(project));
    return isBuilt ? 'built' : 'hit';
  };
  return {
    buildRightly,
    settle: async (project) => {
      for (let attempt = 0; attempt < 4; attempt++) if ((await buildRightly(project)) === 'hit') return;
      throw new Error(`${project} is built again and again`);
    },
  };
}

/** An even number. Each is a run of Nx for all situations that still go on. */
const FLIPS = IS_FULL ? 10 : 2;

/** The content that is hashed, and the one that is built by then. */
const RACES = [
  ['B', 'C'],
  ['C', 'A'],
] as const;

/** A project for each situation, so that none sees what another left. */
export const ROUND_PROJECTS = [
  'flip',
  'removed',
  'retagged',
  'by-hand',
  'damaged',
  'ignored',
  'git-ignored',
  'raced',
] as const;
export type RoundProject = (typeof ROUND_PROJECTS)[number];

interface RoundSituation {
  readonly shows: string;
  readonly run: (
    steps: TaskSteps<RoundProject>,
    bed: TaskCacheBed,
    run: (project: RoundProject) => Promise<TaskRun>,
  ) => Promise<void>;
}

const setContent = ({ workspace }: TaskCacheBed, project: RoundProject, content: string): void => {
  workspace.write(`apps/${project}/content`, content);
};

/**
 * Those that touch nothing but their own project: they go side by side, and each of their runs is one run of Nx for all
 * that are still going. Named like their project; what they show stands beside it.
 */
export const ROUND_SITUATIONS: Readonly<Record<RoundProject, RoundSituation>> = {
  flip: {
    shows: 'builds what the source says when it goes back and forth',
    run: async ({ buildRightly, settle }, bed) => {
      for (let flip = 0; flip < FLIPS; flip += 1) {
        setContent(bed, 'flip', flip % 2 === 0 ? 'B' : 'A');
        await buildRightly('flip');
      }
      await settle('flip');
      setContent(bed, 'flip', 'B');
      expect(await buildRightly('flip')).toBe('built');
    },
  },
  removed: {
    shows: 'builds again when the image was removed',
    run: async ({ buildRightly, settle }, { engine, imageOf }) => {
      await settle('removed');
      await engine.remove(imageOf('removed'));
      expect(await buildRightly('removed')).toBe('built');
      expect(await buildRightly('removed')).toBe('hit');
    },
  },
  retagged: {
    shows: 'builds again when the tag stands for another image',
    run: async ({ buildRightly, settle }, bed) => {
      const image = bed.imageOf('retagged');
      const old = image.replace(':latest', ':old');
      await settle('retagged');
      setContent(bed, 'retagged', 'B');
      await settle('retagged');
      await bed.engine.docker('tag', image, old);
      setContent(bed, 'retagged', 'A');
      await settle('retagged');
      await bed.engine.docker('tag', old, image);
      expect(await buildRightly('retagged')).toBe('built');
      await bed.engine.remove(old);
    },
  },
  'by-hand': {
    shows: 'has the right image after a build by hand, with the same content or another',
    run: async ({ buildRightly, settle }, bed) => {
      const folder = join(bed.workspace.root, 'apps/by-hand');
      const byHand = (): Promise<string> =>
        bed.engine.docker(
          ...['buildx', 'build', '--quiet', '--no-cache', '--tag', bed.imageOf('by-hand'), folder],
        );
      await settle('by-hand');
      await byHand();
      await settle('by-hand');
      setContent(bed, 'by-hand', 'B');
      await byHand();
      setContent(bed, 'by-hand', 'A');
      expect(await buildRightly('by-hand')).toBe('built');
    },
  },
  damaged: {
    shows: 'builds again when its memory is damaged',
    run: async ({ buildRightly, settle }, { stateFolder }) => {
      for (const damage of ['', '{"schemaVersion":1}']) {
        await settle('damaged');
        const folder = join(stateFolder(), 'images');
        const files = readdirSync(folder).filter((name) => name.includes('DAMAGED'));
        expect(files).not.toEqual([]);
        for (const name of files) writeFileSync(join(folder, name), damage);
        expect(await buildRightly('damaged')).toBe('built');
      }
    },
  },
  ignored: {
    shows: 'does not build for a file that is not in the context',
    run: async ({ buildRightly, settle }, { workspace }) => {
      await settle('ignored');
      workspace.write('apps/ignored/README.md', 'changed');
      expect(await buildRightly('ignored')).toBe('hit');
      workspace.write('apps/unchanged/README.md', 'changed');
      expect(await buildRightly('ignored')).toBe('hit');
    },
  },
  'git-ignored': {
    shows: 'builds again for a file of the context that git ignores',
    run: async ({ buildRightly, settle }, bed) => {
      bed.workspace.write('apps/git-ignored/.gitignore', 'content\n');
      await settle('git-ignored');
      setContent(bed, 'git-ignored', 'B');
      expect(await buildRightly('git-ignored')).toBe('built');
    },
  },
  raced: {
    shows: 'does not take a source for built that changed between its hash and its build',
    run: async ({ buildRightly, settle }, bed, run) => {
      await settle('raced');
      for (const [hashed, built] of RACES.slice(0, IS_FULL ? undefined : 1)) {
        setContent(bed, 'raced', hashed);
        const file = join(bed.workspace.root, 'apps/raced/content');
        bed.log.beforeNextBuild(bed.imageOf('raced'), `printf %s ${built} > '${file}'`);
        await run('raced');
        for (const content of [hashed, built, hashed]) {
          setContent(bed, 'raced', content);
          await buildRightly('raced');
        }
      }
    },
  },
};
