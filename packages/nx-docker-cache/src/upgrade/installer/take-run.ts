import { posix } from 'node:path';
import type { SentFiles } from '../../context/project-files';
import { mountsOf } from '../../dockerfile/mounts';
import type { Flag, Instruction } from '../../dockerfile/syntax';
import { isCallOf, toolCall, type ToolCall } from '../../recipes/tool-call';
import { recipe as pip } from '../../recipes/tools/pip';
import { isWindowsImage } from '../known-images';
import type { CopiedFiles } from '../../recipes/manifests';
import { copiedFiles, locate } from '../order/copied-files';
import { copyPlacesAbove, type CopyPlace } from '../order/copy-place';
import type { InvocationInPlace } from '../script-environment';
import type { ScriptChange } from '../script-change';
import { baseImage, lineage, type RunSite, type Sites, writtenText } from '../sites';
import { pipInstalls, pipScript, type PipInstall } from './pip-installs';
import { isIgnoredByUv, pipVariables } from './pip-variables';
import { refuse, type Refusal } from './refusal';
import { requirementsNeeds } from './requirements-needs';
import { uvCall } from './uv-call';
import { baseOf, baseText, UV_PROGRAM } from './uv-stage';
import { whichPython } from './which-python';

/** How uv is to install. */
export interface UvWishes {
  /** Of uv itself: `0.9.5`. */
  readonly version: string;
  /** Whether packages are compiled when they are installed, as pip does it. */
  readonly compiles: boolean;
}

/** A RUN that uv takes over. */
export interface TakenRun {
  readonly kind: 'taken';
  readonly site: RunSite;
  readonly base: string;
  readonly above: Instruction;
  readonly installer: string;
  readonly changes: readonly ScriptChange[];
  /** Instructions that the RUN needs above it, and those that the stage with uv needs. */
  readonly forUv: readonly string[];
  readonly forStage: readonly string[];
  /** pip's own cache mount, which is of no more use. */
  readonly pipMount: Flag | undefined;
}

export interface TakingContext {
  readonly sites: Sites;
  readonly wishes: UvWishes;
  readonly files: SentFiles | undefined;
}

/** Undefined for a RUN in which pip installs nothing. */
export function takeRun(context: TakingContext, site: RunSite): TakenRun | Refusal | undefined {
  const { sites, files } = context;
  const read = pipScript(sites, site);
  if (read?.kind !== 'script') return read;
  const { script, surroundings } = read;
  const calls = pipInstalls(script);
  if (calls.length === 0) return undefined;
  const image = baseImage(sites.stages, site.stage);
  if (image !== undefined && isWindowsImage(image)) return refuse('windows-image', image);
  if (site.run.json !== undefined) return refuse('nested-quoting');
  const configured = configurationProblem(sites, site, files);
  if (configured !== undefined) return configured;
  const base = baseOf(sites, site);
  if (base.kind === 'refused') return base;
  const variables = pipVariables(sites, site);
  if (variables.kind === 'refused') return variables;
  const changes: ScriptChange[] = [];
  const forUv = new Set(variables.forUv);
  for (const each of calls) {
    const taken = takeCall(context, site, each, { script, isRoot: surroundings.user.kind === 'root' });
    if (taken.kind === 'refused') return taken;
    changes.push(...taken.changes);
    for (const [name, value] of taken.variables) forUv.add(`ARG ${name}=${value}`);
  }
  return {
    kind: 'taken',
    site,
    base: baseText(sites.dockerfile, base.stage),
    above: base.stage.from,
    installer: installerOf(calls.map(({ call }) => call)),
    changes,
    forUv: [...forUv],
    forStage: variables.forStage,
    pipMount: ownMount(site, script),
  };
}

function takeCall(
  { sites, wishes, files }: TakingContext,
  site: RunSite,
  { call, place }: PipInstall,
  { script, isRoot }: { readonly script: readonly InvocationInPlace[]; readonly isRoot: boolean },
) {
  const setting = [...place.setBy.keys()].find((name) => name.startsWith('PIP_') && !isIgnoredByUv(name));
  if (setting !== undefined) return refuse('variable-without-equivalent', setting);
  const python = whichPython(sites, site, call);
  if (python.kind === 'refused') return python;
  if (python.options.includes('--system') && !isRoot) return refuse('installs-for-user');
  const paths = requirementFiles(site, call, script);
  if (paths.kind === 'refused') return paths;
  const needs =
    paths.files.length === 0
      ? { kind: 'needs' as const, options: [] }
      : files === undefined
        ? refuse('requirements-without-equivalent', paths.files[0])
        : requirementsNeeds(paths.files, copiedFiles(copyPlacesAbove(sites, site, files), files));
  if (needs.kind === 'refused') return needs;
  return uvCall(call, {
    program: `${UV_PROGRAM} pip`,
    python: python.options,
    compiles: wishes.compiles,
    more: needs.options,
  });
}

/** The requirements and constraints files that a call names, absolute in the image. */
function requirementFiles(
  { scope }: RunSite,
  { arguments: words, invocation }: ToolCall,
  script: readonly InvocationInPlace[],
): { readonly kind: 'files'; readonly files: readonly string[] } | Refusal {
  const at = script.findIndex((place) => place.invocation === invocation);
  const moves = script
    .slice(0, at)
    .some((place) => /^(?:cd|pushd)$/.test(place.invocation.words[0]?.value ?? ''));
  const folder = scope.workdir.kind === 'known' && !moves ? scope.workdir.value : undefined;
  const files: string[] = [];
  for (const [index, { text }] of words.entries()) {
    const [, attached] = /^--(?:requirement|constraint)=(.*)$/.exec(text) ?? [];
    const isOption = /^(?:-r|-c|--requirement|--constraint)$/.test(text);
    if (attached === undefined && !isOption) continue;
    const value = attached ?? words[index + 1]?.value;
    if (value === undefined || (folder === undefined && !value.startsWith('/')))
      return refuse('requirements-without-equivalent', words[index + 1]?.text ?? text);
    files.push(posix.resolve(folder ?? '/', value));
  }
  return { kind: 'files', files };
}

/** Something before a RUN, or mounted into it, that configures pip in a way that uv does not read. */
function configuration({ stages }: Sites, site: RunSite): string | undefined {
  return lineage(stages, site.stage)
    .flatMap(({ instructions }) => instructions)
    .filter(({ instruction }) => instruction.startLine <= site.run.startLine)
    .filter(({ instruction: { name } }) => /^(?:RUN|COPY|ADD)$/.test(name))
    .map(({ instruction }) => CONFIGURES.exec(writtenText(instruction))?.[0])
    .find((found) => found !== undefined);
}

/** Settings that only one of the two would read. */
function configurationProblem(
  sites: Sites,
  site: RunSite,
  files: SentFiles | undefined,
): Refusal | undefined {
  const places = files === undefined ? [] : copyPlacesAbove(sites, site, files);
  const ofPip = configuration(sites, site) ?? secretSetting(site) ?? (files && copiedSettings(places, files));
  if (ofPip !== undefined) return refuse('pip-configured', ofPip);
  const ofUv = files && uvSettings(site, copiedFiles(places, files));
  return ofUv === undefined ? undefined : refuse('uv-configured', ofUv);
}

function secretSetting({ run }: RunSite): string | undefined {
  return run.flags.find(({ value = '' }) => /(?:^|,)env=PIP_/.test(value))?.value;
}

/** A file that configures pip among what the instructions above have copied. */
function copiedSettings(places: readonly CopyPlace[], files: SentFiles): string | undefined {
  const isCopied = (path: string): boolean => {
    const found = locate(places, path, files);
    return found !== undefined && found !== 'elsewhere' && files.text(found.context) !== undefined;
  };
  return PIP_FILES.find(isCopied);
}

const PIP_FILES = [
  '/etc/pip.conf',
  '/etc/xdg/pip/pip.conf',
  '/root/.pip/pip.conf',
  '/root/.config/pip/pip.conf',
];

/** uv takes its settings from the folder that it is called in, and from those above. */
function uvSettings({ scope: { workdir } }: RunSite, copied: CopiedFiles): string | undefined {
  if (workdir.kind !== 'known') return undefined;
  const parts = workdir.value.split('/');
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
  const holds = (folder: string): string | undefined => {
    if (copied.text(`${folder}/uv.toml`) !== undefined) return `${folder}/uv.toml`;
    const project = copied.text(`${folder}/pyproject.toml`) ?? '';
    return /^[ \t]*\[tool\.uv\b/m.test(project) ? `${folder}/pyproject.toml` : undefined;
  };
  return folders.map(holds).find((found) => found !== undefined);
}

const CONFIGURES = /pip\.(?:conf|ini)\b|\.config\/pip\b|\bpip3? config\b|update-ca-certificates/;

/** How the pip of the base image is called: as the RUN calls it, where that is by name. */
function installerOf([call]: readonly ToolCall[]): string {
  const words = call?.invocation.words ?? [];
  const program = words.slice(0, words.indexOf(call?.arguments[0] ?? ({} as (typeof words)[number])));
  const text = program.map((word) => word.text).join(' ');
  return /^[\w -]+$/.test(text) ? text : 'pip';
}

/** The cache mount of pip, where nothing else in the RUN would fill it. */
function ownMount(site: RunSite, script: readonly InvocationInPlace[]): Flag | undefined {
  const isFilled = script.some(({ invocation }) => {
    const call = toolCall(pip, invocation);
    return call?.effect === 'fills' && !isCallOf(pip, call, 'install');
  });
  if (isFilled) return undefined;
  return mountsOf(site.run, site.scope.expand).find(
    ({ type, target }) => type === 'cache' && target?.endsWith('/.cache/pip') === true,
  )?.flag;
}
