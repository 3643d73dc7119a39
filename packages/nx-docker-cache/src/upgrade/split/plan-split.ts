import type { SentFiles } from '../../context/project-files';
import { applyEdits, type Edit } from '../../dockerfile/edits';
import { mountsOf } from '../../dockerfile/mounts';
import { parse } from '../../dockerfile/parse';
import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { changedRun } from '../changed-run';
import { oldFrontend } from '../old-frontend';
import { sitesOf } from '../sites';
import { endWithLine, eolOf, startWithComments } from '../stage-additions';
import { sameContent, sameFlags, sameName, verifyUpgrade } from '../verify';
import { judgeSplit } from './judge-split';
import { refuseSplit, type SplitReason } from './reasons';
import type { Split } from './split';

export interface SplitOptions {
  readonly complete?: boolean;
}

/** An install with a base layer below it from now on. */
export interface DoneSplit {
  /** The first line of the install, in the text before. */
  readonly line: number;
  readonly snapshot: Split['snapshot'];
  readonly sources: readonly string[];
  /** The install has a cache mount, and its base layer the same. */
  readonly hasCache: boolean;
}

export interface SplitPlan {
  /** The new text; the old one where nothing is split. */
  readonly text: string;
  readonly splits: readonly DoneSplit[];
  readonly declined: readonly {
    readonly line: number;
    readonly reason: SplitReason;
    readonly detail: string;
  }[];
}

/**
 * Puts a RUN that installs a snapshot of the requirements above the copy of the requirements themselves: adding a package then
 * makes a small layer on a large one that stays. Every split is proved on the text that comes out, and one that does not
 * read back as planned is dropped. Pure and total.
 */
export function planSplit(dockerfile: Dockerfile, files: SentFiles, options: SplitOptions = {}): SplitPlan {
  const sites = sitesOf(dockerfile);
  const taken = new Map<string, readonly string[]>();
  const context = { sites, files, taken, complete: options.complete === true };
  const frontend = oldFrontend(dockerfile, 'mounts');
  const declined: SplitPlan['declined'][number][] = [];
  const splits: Split[] = [];
  const edits: Edit[] = [];
  for (const site of sites.runs.flat()) {
    const found = judgeSplit(context, site);
    if (found === undefined) continue;
    const made =
      found.kind === 'refused'
        ? found
        : frontend === undefined
          ? splitEdits(dockerfile, found)
          : refuseSplit('syntax-too-old', frontend);
    if (made.kind === 'refused')
      declined.push({ line: site.run.startLine, reason: made.reason, detail: made.detail });
    else if (found.kind === 'split') {
      splits.push(found);
      taken.set(found.snapshot.path, found.sources);
      edits.push(...made.edits);
    }
  }
  return {
    text: applyEdits(dockerfile.text, edits),
    splits: splits.map(({ site, snapshot, sources }) => ({
      line: site.run.startLine,
      snapshot,
      sources,
      hasCache: mountsOf(site.run).some(({ type }) => type === 'cache'),
    })),
    declined,
  };
}

type MadeSplit = { readonly kind: 'edits'; readonly edits: readonly Edit[] } | ReturnType<typeof refuseSplit>;

function splitEdits(dockerfile: Dockerfile, split: Split): MadeSplit {
  const base = baseInstruction(dockerfile, split);
  if (base === undefined) return refuseSplit('edit-not-verified');
  const edits = placed(dockerfile, split, base);
  return readsBack(dockerfile, split, base, edits)
    ? { kind: 'edits', edits }
    : refuseSplit('edit-not-verified');
}

/** An instruction as it is written, and as it is read. */
interface WrittenInstruction {
  readonly text: string;
  readonly read: Instruction;
}

/** The RUN that installs the snapshot: the one there is, with other words. */
function baseInstruction(dockerfile: Dockerfile, split: Split): WrittenInstruction | undefined {
  const { run } = split.site;
  const plan = changedRun(dockerfile, split.site, split);
  const verification = verifyUpgrade(dockerfile, {
    edits: plan.edits,
    instructions: [plan],
    changes: [],
    declined: [],
    satisfied: [],
  });
  const after = verification.ok ? parse(verification.text) : undefined;
  const found =
    after?.ok === true ? after.dockerfile.instructions[dockerfile.instructions.indexOf(run)] : undefined;
  return found && verification.ok
    ? { text: verification.text.slice(found.range.start, found.range.end), read: found }
    : undefined;
}

/** The base layer above the copies of the requirements, and the copies directly above their install. */
function placed(
  dockerfile: Dockerfile,
  { site, copies, sources }: Split,
  { text: base }: WrittenInstruction,
): readonly Edit[] {
  const { text, instructions } = dockerfile;
  const eol = eolOf(text);
  const [first = site.run] = copies;
  const isApart = instructions.indexOf(site.run) - instructions.indexOf(first) > copies.length;
  const comment = `# Installs a snapshot of ${sources.join(', ')} in a layer that stays while packages are added.`;
  const layer = `${comment}${eol}${base}${base.endsWith('\n') ? '' : eol}`;
  if (!isApart) {
    const start = startWithComments(dockerfile, first);
    return [{ range: { start, end: start }, text: layer }];
  }
  const moved = copies.map((copy) => ({
    start: startWithComments(dockerfile, copy),
    end: endWithLine(text, copy),
  }));
  const at = startWithComments(dockerfile, site.run);
  return [
    ...moved.map((range): Edit => ({ range, text: '' })),
    {
      range: { start: at, end: at },
      text: layer + moved.map(({ start, end }) => text.slice(start, end)).join(''),
    },
  ];
}

/** The same instructions in the expected order, and one more. */
function readsBack(
  before: Dockerfile,
  { site, copies }: Split,
  base: WrittenInstruction,
  edits: readonly Edit[],
): boolean {
  const parsed = parse(applyEdits(before.text, edits));
  if (!parsed.ok) return false;
  const rest = before.instructions.filter((each) => !copies.includes(each));
  const at = rest.indexOf(site.run);
  const first = copies[0] === undefined ? at : before.instructions.indexOf(copies[0]);
  const isApart = at - first > 0;
  const order: (Instruction | undefined)[] = isApart
    ? [...rest.slice(0, at), undefined, ...copies, ...rest.slice(at)]
    : [...rest.slice(0, first), undefined, ...copies, ...rest.slice(first)];
  const found = parsed.dockerfile.instructions;
  return (
    found.length === order.length &&
    found.every((each, index) => {
      const wanted = order[index] ?? base.read;
      return sameName(wanted, each) && sameFlags(wanted, each) && sameContent(wanted, each);
    })
  );
}
