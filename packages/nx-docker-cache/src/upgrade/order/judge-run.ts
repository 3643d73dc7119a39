import { knownValue } from '../../dockerfile/scope';
import { posix } from 'node:path';
import { knownText } from '../../dockerfile/expand';
import { mountsOf } from '../../dockerfile/mounts';
import { READS_NOTHING, type CopiedFiles, type ManifestReads } from '../../recipes/manifests';
import type { Recipe } from '../../recipes/recipe';
import { environmentsOf, type InvocationInPlace } from '../script-environment';
import { isWindowsImage } from '../known-images';
import { baseImage, type RunSite, type Sites } from '../sites';
import { surroundingsOf } from '../surroundings';
import type { DeclineReason } from '../reasons';
import { copiedByVariable, pathsOfVariables, usesVersionFiles, VERSION_FILES } from './named-by-variables';
import { copiedSettings, settingsMadeBefore, sourceIn } from './named-sources';
import { readCommand, type CommandReading } from './read-command';
import { variableFinder } from './variables';
import { isWithin, overlap } from '../../context/within';

/** Whether a RUN may stand above the copy of the sources. */
export type RunJudgement =
  | {
      readonly kind: 'movable';
      /** The tools that install something; none where it only prepares the system. */
      readonly tools: readonly string[];
      readonly reads: readonly ManifestReads[];
      /** The user that it runs as may write wherever it likes. */
      readonly isRoot: boolean;
      readonly home: string | undefined;
      /** Paths that variables in force name: files there may be read by whatever runs. */
      readonly named: readonly string[];
    }
  | {
      readonly kind: 'fixed';
      /** The tool that installs something and cannot be moved; undefined where nothing is installed. */
      readonly tool: string | undefined;
      readonly reason: DeclineReason;
      readonly detail: string;
    };

/** What is the same for all RUNs of a file. */
export interface JudgeContext {
  readonly sites: Sites;
  readonly recipes: readonly Recipe[];
}

/**
 * @param copied what has been copied above the RUN
 * @param sources the folders of the image that hold the sources
 */
export function judgeRun(
  { sites, recipes }: JudgeContext,
  site: RunSite,
  copied: CopiedFiles,
  sources: readonly string[],
): RunJudgement {
  const image = baseImage(sites.stages, site.stage);
  if (image !== undefined && isWindowsImage(image))
    return { kind: 'fixed', tool: undefined, reason: 'windows-image', detail: image };
  const commands = site.commands();
  if (!commands.ok)
    return { kind: 'fixed', tool: undefined, reason: commands.reason, detail: commands.detail };
  const surroundings = surroundingsOf(sites, site);
  const script = environmentsOf(commands.invocations, surroundings.environment);
  const readings = readScript(script, { sites, recipes, site, copied, sources });
  const tools = [
    ...new Set(readings.flatMap((reading) => (reading.tool === undefined ? [] : [reading.tool]))),
  ];
  const [tool] = tools;
  const mount = mountInTheWay(site, sources);
  if (mount !== undefined) return { kind: 'fixed', tool, reason: 'mount-in-the-way', detail: mount };
  for (const reading of readings)
    if (reading.kind === 'fixed')
      return { kind: 'fixed', tool: reading.tool ?? tool, reason: reading.reason, detail: reading.detail };
  const named = pathsOfVariables(site, script);
  const setting =
    copiedShell(site, sources) ??
    copiedByVariable(named, copied, sources) ??
    copiedSettings(copied, sources, surroundings.home) ??
    settingsMadeBefore(sites, site, { copied, sources, home: surroundings.home });
  if (setting !== undefined) return { kind: 'fixed', tool, reason: 'reads-unknown', detail: setting };
  const reads = readings.flatMap((reading) => (reading.kind === 'reads' ? [reading.reads] : []));
  return {
    kind: 'movable',
    tools,
    reads: [...reads, environmentsInSources(site, sources), versionFiles(site)],
    named: named.map(({ path }) => path),
    isRoot: surroundings.user.kind === 'root',
    home: surroundings.home,
  };
}

export interface ScriptFacts {
  readonly sites: Sites;
  readonly recipes: readonly Recipe[];
  readonly site: RunSite;
  readonly copied: CopiedFiles;
  readonly sources: readonly string[];
}

function readScript(script: readonly InvocationInPlace[], facts: ScriptFacts): CommandReading[] {
  const { scope } = facts.site;
  let folder = knownValue(scope.workdir);
  const isSet = variableFinder(facts.sites.dockerfile, scope);
  return script.map((place) => {
    const reading = readCommand(place, { ...facts, folder, variable: (name) => isSet(name, place) });
    if (reading.kind === 'folder') folder = reading.folder;
    return reading;
  });
}

/** A bind mount over the sources shows other files than those that were copied. */
function mountInTheWay({ run, scope }: RunSite, sources: readonly string[]): string | undefined {
  const found = mountsOf(run, scope.expand).find(
    ({ type, target, unknownKeys }) =>
      unknownKeys.includes('type') ||
      (type === 'bind' &&
        (target?.startsWith('/') !== true ||
          sources.some((folder) => overlap(posix.resolve(target), folder)))),
  );
  return found && `--mount=${found.flag.value ?? ''}`;
}

/** A SHELL that stands in the sources. */
function copiedShell({ scope }: RunSite, sources: readonly string[]): string | undefined {
  const words = scope.shell.kind === 'known' ? scope.shell.value : [];
  return words.find((word) => sourceIn(word, sources) !== undefined);
}

/** Files by which managers of versions choose the program that runs. */
function versionFiles(site: RunSite): ManifestReads {
  const { workdir } = site.scope;
  const isRead = workdir.kind === 'known' && usesVersionFiles(site);
  return {
    ...READS_NOTHING,
    files: isRead ? VERSION_FILES.map((name) => posix.join(workdir.value, name)) : [],
  };
}

/** Virtual environments in the folder of the sources, by the variables that point there: installs write into them. */
function environmentsInSources({ scope }: RunSite, sources: readonly string[]): ManifestReads {
  const text = (name: string): string => {
    const variable = scope.variable(name);
    return (variable && knownText(variable.value)) ?? '';
  };
  const programs = text('PATH')
    .split(':')
    .filter((entry) => entry.startsWith('/') && posix.basename(entry) === 'bin')
    .map((entry) => posix.dirname(entry));
  const named = [
    'VIRTUAL_ENV',
    'UV_PROJECT_ENVIRONMENT',
    'PYTHONUSERBASE',
    'NPM_CONFIG_PREFIX',
    'npm_config_prefix',
  ]
    .map(text)
    .filter((path) => path.startsWith('/'));
  const outputs = [...programs, ...named]
    .map((path) => posix.resolve('/', path))
    .filter((path) => sources.some((folder) => isWithin(path, folder) && path !== folder));
  return { kind: 'reads', files: [], later: [], folders: [], writes: [], outputs };
}
