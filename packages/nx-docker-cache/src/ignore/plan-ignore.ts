import { RECORDS_FOLDER } from '../build/output-folder';
import { sentFiles, type ProjectFiles, type SentFiles } from '../context/project-files';
import type { Dockerfile } from '../dockerfile/syntax';
import { stagesOf } from '../dockerfile/stages';
import { apartFrom, filesOf, takesOf, unreadFiles, type Take } from '../rules/context-facts';
import { isSecretFile } from '../rules/secret-files';
import { installsNodePackages, isBuildRecord, isMeant, outermostFolder } from '../rules/useless-folders';
import type { IgnoreDeclined } from './declined';
import { patternOf, withBlocks, type IgnoreBlock } from './ignore-text';
import { usualNames } from './usual-names';

export interface IgnoreQuestion {
  /** All whose builds send this context under this ignore file. */
  readonly dockerfiles: readonly Dockerfile[];
  /** The folder of the context as it is, before any ignore file. */
  readonly context: ProjectFiles;
  /** Undefined where there is no ignore file yet. */
  readonly text: string | undefined;
}

export interface IgnorePlan {
  /** The new text; the old one where there is nothing to add. */
  readonly text: string;
  readonly blocks: readonly IgnoreBlock[];
  /** What one might expect among the lines, with the reason why it is not. */
  readonly declined: readonly IgnoreDeclined[];
}

/** More lines than this nobody reads; folders come first. */
const MOST_UNREAD_LINES = 40;

/**
 * What an ignore file should leave out as well: what tools make on a developer's machine, files that hold secrets, and
 * what no instruction reads. A file that a COPY, an ADD or a bind mount names is never among it: each step is checked
 * with the model of the context. Pure and total; undefined where the engine refuses the present ignore file.
 */
export function planIgnore(question: IgnoreQuestion): IgnorePlan | undefined {
  let view = viewUnder(question, question.text);
  if (view === undefined) return undefined;
  let plan: IgnorePlan = { text: question.text ?? '', blocks: [], declined: [] };
  for (const step of STEPS) {
    plan = extended(question, plan, view, step(view));
    view = viewUnder(question, plan.text) ?? view;
  }
  return plan;
}

const STEPS: readonly ((view: View) => Step)[] = [usualStep, recordStep, secretStep, unreadStep];

/** A line to add. Without effect on any of its samples, as where an exception brings all of them back, it is left away. */
export interface IgnoreLine {
  readonly pattern: string;
  /** Paths that it is meant to leave out; they need not be there. */
  readonly samples: readonly string[];
}

/** What one step adds. `allowed`: the files that it may take from an instruction that reads a folder around them. */
interface Step {
  readonly comment: string;
  readonly lines: readonly IgnoreLine[];
  readonly declined: readonly IgnoreDeclined[];
  readonly allowed: (path: string) => boolean;
}

/** The context as an ignore file leaves it, and who takes what of it. */
interface View {
  readonly dockerfiles: readonly Dockerfile[];
  readonly sent: SentFiles;
  readonly takes: readonly Take[];
}

/** Undefined where the engine refuses the text. */
function viewUnder({ dockerfiles, context }: IgnoreQuestion, text: string | undefined): View | undefined {
  const files = sentFiles(context, text);
  if (files === undefined) return undefined;
  return {
    dockerfiles,
    sent: files,
    takes: dockerfiles.flatMap((dockerfile) => takesOf(dockerfile, files)),
  };
}

function usualStep({ dockerfiles, sent: files, takes }: View): Step {
  const installsNode = dockerfiles.some(installsNodePackages);
  const { names: usual, declined } = usualNames({ dockerfiles, files, installsNode });
  const names = takes.flatMap(({ named }) => named);
  const meant = new Set(names.flatMap((source) => source.split('/')));
  const wanted = usual.filter((name) => !meant.has(name));
  const folders = new Set(wanted);
  return {
    comment: 'made by tools on the machine of a developer',
    lines: wanted.map((name) => ({ pattern: `**/${name}`, samples: [name, `a/b/${name}`] })),
    declined,
    allowed: (path) =>
      folders.has(path.split('/').at(-1) ?? '') ||
      outermostFolder(path, names, (name) => folders.has(name)) !== undefined,
  };
}

/** The records lie at the root of the workspace, and below the folder in which the plain command is given. */
function recordStep({ sent: files, takes }: View): Step {
  const held = [...filesOf(files, RECORDS_FOLDER)];
  const isExpected = held.length > 0 || files.list('')?.has('nx.json') === true;
  const comment = 'records of builds, which each build writes anew';
  const nothing = { comment, lines: [], declined: [], allowed: () => false };
  const isNamed = takes.some(({ named }) => isMeant(RECORDS_FOLDER, named));
  if (!isExpected || isNamed || !files.wouldSend(`${RECORDS_FOLDER}/x`)) return nothing;
  const foreign = held.find((path) => !isBuildRecord(path));
  if (foreign !== undefined)
    return {
      ...nothing,
      declined: [{ pattern: RECORDS_FOLDER, reason: `${foreign} is no record of a build` }],
    };
  return {
    ...nothing,
    lines: [{ pattern: RECORDS_FOLDER, samples: [`${RECORDS_FOLDER}/x/build.json`] }],
    allowed: isBuildRecord,
  };
}

function secretStep({ takes }: View): Step {
  const meant = new Set(takes.flatMap(({ named }) => named));
  const secrets = takes
    .filter(({ instruction }) => instruction.name !== 'RUN')
    .flatMap(({ files }) => files.filter((path) => isSecretFile(path) && !meant.has(path)));
  return {
    comment: 'secrets: what a RUN needs of them comes as --mount=type=secret',
    ...linesOf([...new Set(secrets)].sort()),
    allowed: isSecretFile,
  };
}

/** Read by nobody: leaving it out changes no image, but what Nx hashes and what older builders send. */
function unreadStep({ dockerfiles, sent: files, takes }: View): Step {
  const comment = 'read by no instruction';
  const nothing = { comment, lines: [], allowed: () => false };
  const trigger = dockerfiles.map(baseWithTriggers).find((reference) => reference !== undefined);
  if (trigger !== undefined)
    return {
      ...nothing,
      declined: [{ pattern: 'unread files', reason: `triggers of ${trigger} may read them` }],
    };
  const { unread } = unreadFiles(takes, files);
  const taken = takes.flatMap((take) => [...take.files, ...take.maybe]);
  const groupOf = apartFrom(taken);
  const groups = [...new Set(unread.filter((path) => !isOfTheBuild(path)).map(groupOf))];
  const folders = new Set(groups.filter((group) => files.list(group) !== undefined));
  const sorted = [...folders, ...groups.filter((group) => !folders.has(group))];
  const more = sorted.length - MOST_UNREAD_LINES;
  const { lines, declined } = linesOf(sorted.slice(0, MOST_UNREAD_LINES).sort());
  const rest = {
    pattern: `${more} further paths`,
    reason: 'they are read by nobody, and would make too long a list',
  };
  return { ...nothing, lines, declined: more > 0 ? [...declined, rest] : declined };
}

/** The engine sends these whatever the ignore file says; they are small, and people look for them. */
function isOfTheBuild(path: string): boolean {
  return /(?:^|[./])(?:Dockerfile|Containerfile)(?:$|\.)|\.dockerignore$/i.test(path);
}

/** The convention of the official images: what a tag calls `onbuild` copies by itself. */
function baseWithTriggers(dockerfile: Dockerfile): string | undefined {
  return stagesOf(dockerfile)
    .flatMap(({ base }) => (base.kind === 'image' ? [base.reference] : []))
    .find((reference) => /onbuild/.test(reference));
}

function linesOf(paths: readonly string[]): Pick<Step, 'lines' | 'declined'> {
  const pairs = paths.map((path) => ({ path, pattern: patternOf(path) }));
  return {
    lines: pairs.flatMap(({ path, pattern }) =>
      pattern === undefined ? [] : [{ pattern, samples: [path] }],
    ),
    declined: pairs
      .filter(({ pattern }) => pattern === undefined)
      .map(({ path }) => ({ pattern: JSON.stringify(path), reason: 'an ignore file cannot name it' })),
  };
}

/** The plan with the lines of a step that do no harm. */
function extended(question: IgnoreQuestion, plan: IgnorePlan, before: View, step: Step): IgnorePlan {
  const blocksWith = (lines: readonly IgnoreLine[]): readonly IgnoreBlock[] =>
    lines.length === 0
      ? plan.blocks
      : [...plan.blocks, { comment: step.comment, patterns: lines.map(({ pattern }) => pattern) }];
  const viewWith = (lines: readonly IgnoreLine[]): View | undefined =>
    viewUnder(question, withBlocks(question.text, blocksWith(lines)));
  const isSound = (lines: readonly IgnoreLine[]): boolean => {
    const after = viewWith(lines);
    return after !== undefined && isHarmless(before, after, step.allowed);
  };
  const sound = isSound(step.lines) ? step.lines : step.lines.filter((line) => isSound([line]));
  const kept = isSound(sound) ? effective(sound, before, viewWith(sound)) : [];
  const refused = step.lines
    .filter((line) => !sound.includes(line))
    .map(({ pattern }) => ({ pattern, reason: 'an instruction names something in it' }));
  const blocks = blocksWith(kept);
  return {
    text: withBlocks(question.text, blocks),
    blocks,
    declined: [...plan.declined, ...step.declined, ...refused],
  };
}

function effective(
  lines: readonly IgnoreLine[],
  before: View,
  after: View | undefined,
): readonly IgnoreLine[] {
  return lines.filter(({ samples }) =>
    samples.some((path) => before.sent.wouldSend(path) && after?.sent.wouldSend(path) === false),
  );
}

/** No instruction loses a file that it names, or that is not meant to go. */
function isHarmless(before: View, after: View, allowed: Step['allowed']): boolean {
  return before.takes.every((take, index) => {
    const still = after.takes[index];
    const [kept, named] = [new Set([...(still?.files ?? []), ...(still?.maybe ?? [])]), new Set(take.named)];
    return [...take.files, ...take.maybe].every(
      (path) => kept.has(path) || (!named.has(path) && allowed(path)),
    );
  });
}
