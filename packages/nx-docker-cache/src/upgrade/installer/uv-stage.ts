import { copySources } from '../../dockerfile/copy-sources';
import { blankSeparatedWords } from '../../dockerfile/words';
import type { Stage } from '../../dockerfile/stages';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { programName } from '../../shell/invocation';
import { toolCall } from '../../recipes/tool-call';
import { recipe as pip } from '../../recipes/tools/pip';
import { imageUser } from '../known-images';
import { freeStageName, type NewStage } from '../new-stage';
import {
  baseImage,
  instructionsAbove,
  lineage,
  runsBefore,
  scriptText,
  type RunSite,
  type Sites,
} from '../sites';
import { refuse, type Refusal } from './refusal';

/** Where the stage puts it, and where a RUN finds it while it runs. It is no part of any image. */
const FOLDER = '/uv';
export const UV_PROGRAM = '/opt/uv/uv';

/** The flag by which a RUN finds uv. */
export function uvMount({ name }: Pick<NewStage, 'name'>): string {
  return `--mount=from=${name},source=${FOLDER}/bin,target=${UV_PROGRAM.slice(0, -'/uv'.length)}`;
}

/** The bottom stage of a RUN, whose base image has the pip that installs uv. */
export function baseOf(
  sites: Sites,
  site: RunSite,
): { readonly kind: 'base'; readonly stage: Stage } | Refusal {
  const [bottom] = lineage(sites.stages, site.stage);
  const image = baseImage(sites.stages, site.stage);
  const isNamed = bottom?.base.kind === 'image' || bottom?.base.kind === 'unknown';
  if (bottom === undefined || !isNamed) return refuse('pip-not-of-base', 'scratch');
  if (image !== undefined && imageUser(image)?.uid !== undefined)
    return refuse('pip-not-of-base', `${image} does not run as root`);
  if (image !== undefined && isOldPython(image))
    return refuse('pip-not-of-base', `${image} is too old for uv`);
  const other = isPythonImage(image) ? undefined : (withoutPip(image) ?? bringsPython(sites, site));
  return other === undefined ? { kind: 'base', stage: bottom } : refuse('pip-not-of-base', other);
}

/** Older than 3.8, for which uv has wheels, and which can read what is installed. */
export function isOldPython(image: string): boolean {
  return /(?:^|\/)(?:python|pypy):(?:2|3\.[0-7])(?!\d)/.test(image);
}

export function isPythonImage(image: string | undefined): boolean {
  return image !== undefined && /(?:^|\/)(?:python|pypy)(?:[:@]|$)/.test(image);
}

/** An image of a distribution alone, which has no pip: whatever brought one is not in the base. */
function withoutPip(image: string | undefined): string | undefined {
  return image !== undefined && DISTRIBUTIONS.test(image) ? image : undefined;
}

const DISTRIBUTIONS =
  /^(?:docker\.io\/)?(?:library\/)?(?:debian|ubuntu|alpine|fedora|centos|rockylinux|almalinux|amazonlinux|oraclelinux|archlinux|busybox|photon)(?:[:@]|$)/;

/** What before a RUN may have brought Python and pip into an image that had none. */
function bringsPython(sites: Sites, site: RunSite): string | undefined {
  const copied = instructionsAbove(sites, site)
    .map(({ instruction }) => instruction)
    .find(
      (instruction) =>
        /^(?:COPY|ADD)$/.test(instruction.name) &&
        instruction.flags.some((flag) => flag.name === 'from') &&
        mayHoldPrograms(instruction),
    );
  if (copied !== undefined) return `line ${copied.startLine}`;
  for (const { run, commands } of runsBefore(sites, site)) {
    const read = commands();
    if (!/py|pip|conda/i.test(scriptText(run))) continue;
    if (!read.ok) return `line ${run.startLine}`;
    const bringer = read.invocations.find(
      (invocation) =>
        toolCall(pip, invocation) === undefined &&
        !/^python/.test(programName(invocation.words[0]) ?? '') &&
        invocation.words.some((word) => /py|pip|conda/i.test(word.text)),
    );
    if (bringer !== undefined) return `line ${run.startLine}`;
  }
  return undefined;
}

/** Whether a copy from another stage may bring Python: anything that goes where programs are, or names them. */
function mayHoldPrograms(instruction: Instruction): boolean {
  const destination = copySources(instruction)?.destination?.text ?? '/';
  return (
    /^(?:\/$|\/(?:usr|opt|bin|sbin|lib|root|home)(?:\/|$)|\$|~)/.test(destination) ||
    /py|pip|conda|venv/i.test(instruction.args.text)
  );
}

/** How the base image of a stage is written, flags included: stages with the same text share one uv. */
export function baseText({ text }: Dockerfile, { from }: Stage): string {
  const [image] = blankSeparatedWords(from.args).map((word) => word.text);
  return [...from.flags.map(({ range }) => text.slice(range.start, range.end)), image].join(' ');
}

/** The stage that holds uv for the RUNs of all stages on one base image; it is put above the first of them. */
export function uvStage(
  base: string,
  above: Instruction,
  {
    taken,
    variables,
    version,
    installer,
  }: {
    /** The names of the stages that are there, in lower case. */
    readonly taken: ReadonlySet<string>;
    /** Instructions that pip needs to reach its index. */
    readonly variables: readonly string[];
    readonly version: string;
    /** How pip is called: `pip`, `python3 -m pip`. */
    readonly installer: string;
  },
): NewStage {
  const name = freeStageName('uv', taken);
  return {
    name,
    above,
    instructions: [
      `FROM ${base} AS ${name}`,
      ...variables,
      `RUN --mount=type=cache,target=/root/.cache/pip ${installer} install --no-deps --target ${FOLDER} uv==${version}`,
    ],
  };
}

/** Whether a RUN is that of such a stage. */
export function installsUv({ run }: RunSite): boolean {
  return new RegExp(`install --no-deps --target ${FOLDER} uv==\\S+$`).test(run.original.text.trim());
}
