import type { BuildTarget } from '../cache-status/build-targets';
import { readWishes, type WrittenWishes } from './read-wishes';

const target = (project: string): BuildTarget => ({
  project,
  target: 'docker-build',
  dockerfile: `/w/${project}/Dockerfile`,
  buildArgs: [],
  extraArgs: [],
  platforms: [],
  builder: undefined,
});
const TARGETS = [target('web'), target('api'), target('web')];
const NOTHING = { tools: [], mounts: [], orphans: false, olderThanMs: undefined, keepBytes: undefined };

it.each<[WrittenWishes, object | string]>([
  [{ projects: ['web'] }, { ...NOTHING, projects: ['web'] }],
  [{ allProjects: true }, { ...NOTHING, projects: ['api', 'web'] }],
  [{ orphans: true }, { ...NOTHING, projects: [], orphans: true }],
  [
    { projects: ['web'], tool: ['pip'], mount: ['x'], olderThan: '7d', keepStorage: '5GB' },
    {
      projects: ['web'],
      tools: ['pip'],
      mounts: ['x'],
      orphans: false,
      olderThanMs: 604_800_000,
      keepBytes: 5e9,
    },
  ],
  [{ everything: true }, 'everything'],
  [{ everything: true, tool: [], orphans: false }, 'everything'],
])('reads %j', (written, wishes) => {
  expect(readWishes(written, TARGETS)).toEqual(wishes);
});

it.each<[WrittenWishes, string]>([
  [{}, 'OPTION_TYPE'],
  [{ projects: ['wbe'] }, 'PROJECT_UNKNOWN'],
  [{ projects: ['web'], tool: ['pipp'] }, 'OPTION_TYPE'],
  [{ projects: ['web'], olderThan: 'a week' }, 'OPTION_TYPE'],
  [{ projects: ['web'], keepStorage: '-5GB' }, 'OPTION_TYPE'],
  [{ everything: true, projects: ['web'] }, 'OPTION_TYPE'],
  [{ everything: true, olderThan: '7d' }, 'OPTION_TYPE'],
])('refuses %j', (written, code) => {
  expect(() => readWishes(written, TARGETS)).toThrow(code);
});
