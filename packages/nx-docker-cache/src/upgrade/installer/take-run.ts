import { posix } from 'node:path';
import type { SentFiles } from '../../context/project-files';
import { mountsOf } from '../../dockerfile/mounts';
import type { Flag, Instruction } from '../../dockerfile/syntax';
import { callArguments } from '../../recipes/manifests/call-arguments';
import { PIP_VALUE_OPTIONS } from '../../recipes/manifests/pip';
import { isCallOf, toolCall, type ToolCall } from '../../recipes/tool-call';
import { recipe as pip } from '../../recipes/tools/pip';
import { isWindowsImage } from '../known-images';
import type { CopiedFiles } from '../../recipes/manifests';
import { copiedFiles } from '../order/copied-files';
import { copyPlacesAbove, mountPlaces } from '../order/copy-place';
import type { InvocationInPlace } from '../script-environment';
import type { ScriptChange } from '../script-change';
import { baseImage, type RunSite, type Sites } from '../sites';
import { configurationProblem, localProblem } from './configured';
import { isBrought, isFirstInstall } from './first-install';
import { pipInstalls, pipScript, type PipInstall } from './pip-installs';
import { isIgnoredByUv, pipVariables } from './pip-variables';
import { refuse, type Refusal } from './refusal';
import { NO_NEEDS, requirementsNeeds, type RequirementsNeeds } from './requirements-needs';
import { uvCall, type Upgraded } from './uv-call';
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
  const copied =
    files && copiedFiles([...copyPlacesAbove(sites, site, files), ...mountPlaces(site, files)], files);
  const configured = configurationProblem(sites, site, copied);
  if (configured !== undefined) return configured;
  const base = baseOf(sites, site);
  if (base.kind === 'refused') return base;
  const variables = pipVariables(sites, site);
  if (variables.kind === 'refused') return variables;
  const changes: ScriptChange[] = [];
  const forUv = new Set(variables.forUv);
  for (const each of calls) {
    const taken = takeCall(context, site, each, {
      script,
      copied,
      isRoot: surroundings.user.kind === 'root',
    });
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

/** What is the same for all calls of a RUN. */
interface RunFacts {
  readonly script: readonly InvocationInPlace[];
  /** Undefined where the build context is not known. */
  readonly copied: CopiedFiles | undefined;
  readonly isRoot: boolean;
}

function takeCall(
  { sites, wishes }: TakingContext,
  site: RunSite,
  { call, place }: PipInstall,
  { script, copied, isRoot }: RunFacts,
) {
  const setting = [...place.setBy.keys()].find((name) => name.startsWith('PIP_') && !isIgnoredByUv(name));
  if (setting !== undefined) return refuse('variable-without-equivalent', setting);
  const python = whichPython(sites, site, call);
  if (python.kind === 'refused') return python;
  if (python.options.includes('--system') && !isRoot) return refuse('installs-for-user');
  const folder = folderOf(site, call, script);
  const paths = requirementFiles(call, folder);
  if (paths.kind === 'refused') return paths;
  const needs = needsOf(paths.files, copied);
  if (needs.kind === 'refused') return needs;
  const local = [...localOperands(call), ...needs.local];
  return (
    (copied && localProblem(local, folder, site, copied)) ??
    uvCall(call, {
      program: `${UV_PROGRAM} pip`,
      python: python.options,
      compiles: wishes.compiles,
      more: needs.options,
      upgrades: upgraded(sites, site, call, needs.names),
    })
  );
}

/** What an `--upgrade` of a call may find to upgrade. */
function upgraded(sites: Sites, site: RunSite, call: ToolCall, names: ReadonlySet<string>): Upgraded {
  if (!isFirstInstall(sites, site, call)) return 'anything';
  const isNamed = [...names].some(isBrought) || call.arguments.some(({ text }) => isBrought(text));
  return isNamed ? 'what the image brings' : 'nothing';
}

function needsOf(paths: readonly string[], copied: CopiedFiles | undefined): RequirementsNeeds {
  if (paths.length === 0) return NO_NEEDS;
  return copied === undefined
    ? refuse('requirements-without-equivalent', paths[0])
    : requirementsNeeds(paths, copied);
}

/** The folder that a call runs in; undefined where it is not known. */
function folderOf(
  { scope: { workdir } }: RunSite,
  { invocation }: ToolCall,
  script: readonly InvocationInPlace[],
): string | undefined {
  const at = script.findIndex((place) => place.invocation === invocation);
  const moves = script
    .slice(0, at)
    .some((place) => /^(?:cd|pushd)$/.test(place.invocation.words[0]?.value ?? ''));
  return workdir.kind === 'known' && !moves ? workdir.value : undefined;
}

/** Folders and archives among what a call installs, `-e` included. */
function localOperands({ arguments: words }: ToolCall): readonly string[] {
  const { options, operands } = callArguments(words, PIP_VALUE_OPTIONS);
  const editable = options.filter(({ name }) => name === '-e' || name === '--editable');
  return [...operands, ...editable.flatMap(({ value }) => value ?? [])]
    .map(({ text, value }) => (value ?? text).replace(/\[[\w,.-]*\]$/, ''))
    .filter((text) => /^[.~]|\//.test(text) && !/:\/\/|@/.test(text));
}

/** The requirements and constraints files that a call names, absolute in the image. */
function requirementFiles(
  { arguments: words }: ToolCall,
  folder: string | undefined,
): { readonly kind: 'files'; readonly files: readonly string[] } | Refusal {
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
