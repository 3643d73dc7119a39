import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import { overriddenSources } from './overridden-sources';
import type { BuildExecutorSchema } from './schema';

const TARGET: TargetConfiguration = {
  options: { dockerfile: 'app/Dockerfile', context: 'app', buildArgs: ['A=1'] },
  configurations: { 'no-cache': { noCache: true }, dev: { dockerfile: 'app/dev.Dockerfile' } },
};

const OPTIONS: BuildExecutorSchema = { dockerfile: 'app/Dockerfile', context: 'app', buildArgs: ['A=1'] };

function contextWith(target: TargetConfiguration, configurationName?: string): ExecutorContext {
  return {
    root: '/w',
    cwd: '/w',
    isVerbose: false,
    projectName: 'app',
    targetName: 'docker-build',
    ...(configurationName !== undefined && { configurationName }),
    projectsConfigurations: {
      version: 2,
      projects: { app: { root: 'app', targets: { 'docker-build': target } } },
    },
    nxJsonConfiguration: {},
    projectGraph: { nodes: {}, dependencies: {} },
  };
}

describe('overriddenSources', () => {
  it.each<[string, BuildExecutorSchema, string | undefined, readonly string[]]>([
    ['its own options', OPTIONS, undefined, []],
    ['options that say nothing of sources', { ...OPTIONS, tags: ['x'], verbose: true }, undefined, []],
    ['a configuration', { ...OPTIONS, noCache: true }, 'no-cache', []],
    ['a configuration with another Dockerfile', { ...OPTIONS, dockerfile: 'app/dev.Dockerfile' }, 'dev', []],
    ['--context', { ...OPTIONS, context: '.' }, undefined, ['context']],
    ['--dockerfile', { ...OPTIONS, dockerfile: 'x' }, 'dev', ['dockerfile']],
    ['--target', { ...OPTIONS, target: 'x' }, undefined, ['target']],
    ['--extraArgs', { ...OPTIONS, extraArgs: ['--target=x'] }, undefined, ['extraArgs']],
    ['--buildArgs', { ...OPTIONS, buildArgs: ['A=1', 'FROM_ENVIRONMENT'] }, undefined, ['buildArgs']],
  ])('of a run with %s', (_, options, configuration, expected) => {
    expect(overriddenSources(options, contextWith(TARGET, configuration))).toEqual(expected);
  });

  it('sees an option that the target does not have', () => {
    expect(overriddenSources({ context: '.' }, contextWith({}))).toEqual(['context']);
    expect(overriddenSources({}, contextWith({}))).toEqual([]);
  });
});
