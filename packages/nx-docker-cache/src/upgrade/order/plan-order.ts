import { foreignFrontend } from '../../context/frontend';
import type { SentFiles } from '../../context/project-files';
import type { ScopedInstruction, Stage } from '../../dockerfile/stages';
import type { Instruction } from '../../dockerfile/syntax';
import type { Recipe } from '../../recipes/recipe';
import type { Declined } from '../reasons';
import { lineage, type RunSite, type Sites } from '../sites';
import { copiedFiles } from './copied-files';
import { copyPlace, wouldPut, type ContextPlace, type CopyPlace } from './copy-place';
import { crossingProblem } from './crossing';
import { judgeRun, type RunJudgement } from './judge-run';
import { isPlainName, MOST_LINES, manifestLines, type Manifest } from './manifest-lines';
import { manifestsFrom, needsAllOf } from './manifests-from';
import { isSystemFolder } from './system-folders';
import { isWithin } from '../../context/within';

/** A RUN that is to stand above copies of sources. */
export interface Move {
  readonly run: Instruction;
  readonly tools: readonly string[];
  /** They go below the RUN, in this order; the instructions for their manifests take their place. */
  readonly copies: readonly MovedCopy[];
}

export interface MovedCopy {
  readonly copy: Instruction;
  /** What the RUN reads of it. */
  readonly manifests: readonly Manifest[];
  /** The instructions that copy those that no earlier move has left in its place. */
  readonly lines: readonly string[];
}

export interface OrderPlan {
  /** In the order of the file. */
  readonly moves: readonly Move[];
  readonly declined: readonly Declined[];
}

/** Which copies of sources can go below which installs. Pure and total. */
export function planOrder(sites: Sites, recipes: readonly Recipe[], files: SentFiles): OrderPlan {
  if (foreignFrontend(sites.dockerfile) !== undefined) return { moves: [], declined: [] };
  const stages = sites.stages.map((stage) => new StageOrder(sites, stage, recipes, files).plan());
  return {
    moves: stages.flatMap(({ moves }) => moves),
    declined: stages.flatMap(({ declined }) => declined),
  };
}

type Refusal = Pick<Declined, 'reason' | 'detail'>;

class StageOrder {
  readonly #moves: Move[] = [];
  readonly #declined: Declined[] = [];
  /** As they stand after the moves so far. */
  #order: readonly ScopedInstruction[];
  readonly #places = new Map<Instruction, CopyPlace>();
  /** Of a copy: what has been copied on its own already. */
  readonly #copied = new Map<Instruction, Manifest[]>();
  readonly #judged = new Map<Instruction, RunJudgement>();

  constructor(
    private readonly sites: Sites,
    private readonly stage: Stage,
    private readonly recipes: readonly Recipe[],
    private readonly files: SentFiles,
  ) {
    this.#order = stage.instructions;
    for (const each of lineage(sites.stages, stage))
      for (const scoped of each.instructions) {
        const place = copyPlace(scoped, sites.stages, files);
        if (place !== undefined) this.#places.set(scoped.instruction, place);
      }
  }

  plan(): OrderPlan {
    for (const site of this.sites.runs[this.stage.index] ?? []) {
      if (site.isTrigger) this.#refuseTrigger(site);
      else this.#placeRun(site);
    }
    return { moves: this.#moves, declined: this.#declined };
  }

  #placeRun(site: RunSite): void {
    const at = this.#order.findIndex(({ instruction }) => instruction === site.run);
    const above = this.#order.slice(0, at).flatMap(({ instruction }) => this.#sourceCopy(instruction));
    if (above.length === 0) return;
    const judgement = this.#judge(site, above);
    if (judgement.kind === 'fixed') {
      if (judgement.tool !== undefined) this.#decline(site, judgement.tool, judgement);
      return;
    }
    const [tool] = judgement.tools;
    if (tool === undefined) return;
    const found = this.#moveOf(site, judgement, above);
    if ('reason' in found) this.#decline(site, tool, found);
    else if (found.copies.length > 0) this.#accept(found);
  }

  #judge(site: RunSite, above: readonly CopyPlace[]): RunJudgement {
    const places = [...this.#places.values()].filter(
      ({ instruction }) => instruction.startLine < site.run.startLine,
    );
    const sources = above.flatMap((place) =>
      place.kind === 'context'
        ? place.roots.map(({ image }) => image)
        : place.path === undefined
          ? []
          : [place.path],
    );
    const { sites, recipes } = this;
    const judgement = judgeRun({ sites, recipes }, site, copiedFiles(places, this.files), sources);
    this.#judged.set(site.run, judgement);
    return judgement;
  }

  #moveOf(
    site: RunSite,
    judgement: Extract<RunJudgement, { kind: 'movable' }>,
    above: readonly CopyPlace[],
  ): Move | Refusal {
    const places = [...this.#places.values()].filter(
      ({ instruction }) => instruction.startLine < site.run.startLine,
    );
    const needed = manifestsFrom(places, judgement.reads, this.files);
    if (!(needed instanceof Map)) return needed;
    const moving = above.filter(
      (place) =>
        place.kind !== 'context' || !needsAllOf(place, needed.get(place.instruction) ?? [], this.files),
    );
    if (moving.length === 0) return { run: site.run, tools: judgement.tools, copies: [] };
    const copies: MovedCopy[] = [];
    const together = this.#withFiles(moving, site, judgement, needed);
    for (const place of together) {
      if (place.kind !== 'context')
        return { reason: 'copy-unknown', detail: `line ${place.instruction.startLine}` };
      const manifests = needed.get(place.instruction) ?? [];
      const refusal =
        this.#placeProblem(place, manifests, judgement) ?? this.#crossing(place, site, together, manifests);
      if (refusal !== undefined) return refusal;
      copies.push({ copy: place.instruction, manifests, lines: this.#linesFor(place, manifests) });
    }
    if (copies.flatMap(({ lines }) => lines).length > MOST_LINES)
      return {
        reason: 'too-many-manifests',
        detail: `${copies.flatMap(({ lines }) => lines).length} folders`,
      };
    return { run: site.run, tools: judgement.tools, copies };
  }

  /**
   * Copies of single files above the install that it reads nothing of go down with the sources, where nothing speaks
   * against it: each change of them would run it again as well. In the order of the file.
   */
  #withFiles(
    moving: readonly CopyPlace[],
    site: RunSite,
    judgement: Extract<RunJudgement, { kind: 'movable' }>,
    needed: ReadonlyMap<Instruction, readonly Manifest[]>,
  ): readonly CopyPlace[] {
    const at = this.#order.findIndex(({ instruction }) => instruction === site.run);
    const above = this.#order.slice(0, at).flatMap(({ instruction }) => this.#places.get(instruction) ?? []);
    const isFree = (place: CopyPlace): place is ContextPlace =>
      place.kind === 'context' &&
      place.roots.every(({ kind }) => kind === 'file') &&
      (needed.get(place.instruction) ?? []).length === 0 &&
      !place.roots.some(({ image }) => judgement.named.some((path) => isWithin(image, path))) &&
      this.#placeProblem(place, [], judgement) === undefined;
    let together = above.filter((place) => moving.includes(place) || isFree(place));
    for (;;) {
      const stays = together.filter(
        (place) =>
          !moving.includes(place) && isFree(place) && this.#crossing(place, site, together, []) !== undefined,
      );
      if (stays.length === 0) return together;
      together = together.filter((place) => !stays.includes(place));
    }
  }

  /** What speaks against it in what is copied, and where to. */
  #placeProblem(
    place: ContextPlace,
    manifests: readonly Manifest[],
    { reads, isRoot, home }: Extract<RunJudgement, { kind: 'movable' }>,
  ): Refusal | undefined {
    if (place.roots.some(({ image }) => isSystemFolder(image, home)))
      return { reason: 'copied-over-system', detail: place.path };
    const strange = place.instruction.flags.find(({ name }) => !/^(?:chown|chmod|link)$/.test(name));
    if (strange !== undefined || !/^[\w@+./~${}-]+$/.test(place.written))
      return { reason: 'copy-unknown', detail: strange === undefined ? place.written : `--${strange.name}` };
    const unwritable = manifests.find(({ context }) => !isPlainName(context));
    if (unwritable !== undefined) return { reason: 'manifest-unknown', detail: unwritable.context };
    const written = reads
      .flatMap(({ writes }) => writes)
      .find((path) => wouldPut(place, path, this.files, 'now'));
    const output = reads
      .flatMap(({ outputs }) => outputs)
      .find((path) => wouldPut(place, path, this.files, 'ever'));
    if (written !== undefined || output !== undefined)
      return { reason: 'output-copied', detail: written ?? output ?? '' };
    const isBelow = manifests.some(({ image }) => image.slice(place.path.length + 1).includes('/'));
    const writesInProject = reads.some(({ outputs }) => outputs.length > 0);
    const hasOwner = place.instruction.flags.some(({ name }) => name === 'chown');
    return isBelow && writesInProject && !isRoot && !hasOwner
      ? { reason: 'user-cannot-write', detail: place.path }
      : undefined;
  }

  #crossing(
    place: ContextPlace,
    site: RunSite,
    moving: readonly CopyPlace[],
    manifests: readonly Manifest[],
  ): Refusal | undefined {
    const from = this.#order.findIndex(({ instruction }) => instruction === place.instruction);
    const to = this.#order.findIndex(({ instruction }) => instruction === site.run);
    const between = this.#order.slice(from + 1, to);
    const others = between.filter(
      ({ instruction }) => !moving.some((each) => each.instruction === instruction),
    );
    const own = this.stage.instructions.find(({ instruction }) => instruction === place.instruction);
    if (own === undefined) return { reason: 'instruction-between', detail: '' };
    const line = crossingProblem({
      copy: own,
      place,
      target: site.scope,
      between: others,
      scopeAfter: (instruction) => this.#scopeAfter(instruction),
      placeOf: (instruction) => this.#places.get(instruction),
      isNeutral: (instruction) => this.#isNeutral(instruction),
      moved: (scope) => copyPlace({ instruction: place.instruction, scope }, this.sites.stages, this.files),
      files: this.files,
      leavesManifests: manifests.length + (this.#copied.get(place.instruction) ?? []).length > 0,
    });
    return line === undefined ? undefined : { reason: 'instruction-between', detail: `line ${line}` };
  }

  #scopeAfter(instruction: Instruction) {
    const { instructions, end } = this.stage;
    const at = instructions.findIndex((each) => each.instruction === instruction);
    return instructions[at + 1]?.scope ?? end;
  }

  /** A RUN that installs nothing and touches no sources. */
  #isNeutral(run: Instruction): boolean {
    const judgement = this.#judged.get(run);
    return judgement?.kind === 'movable' && judgement.tools.length === 0;
  }

  #linesFor(place: ContextPlace, manifests: readonly Manifest[]): string[] {
    const done = this.#copied.get(place.instruction) ?? [];
    const open = manifests.filter(({ image }) => !done.some((each) => each.image === image));
    return open.every(({ isLater }) => isLater) ? [] : manifestLines(this.sites.dockerfile, place, open);
  }

  #accept(move: Move): void {
    this.#moves.push(move);
    for (const { copy, manifests, lines } of move.copies)
      if (lines.length > 0) this.#copied.set(copy, [...(this.#copied.get(copy) ?? []), ...manifests]);
    const isMoved = ({ instruction }: ScopedInstruction): boolean =>
      move.copies.some(({ copy }) => copy === instruction);
    const moved = this.#order.filter(isMoved);
    const rest = this.#order.filter((each) => !isMoved(each));
    const at = rest.findIndex(({ instruction }) => instruction === move.run);
    this.#order = [...rest.slice(0, at + 1), ...moved, ...rest.slice(at + 1)];
  }

  #decline({ run }: RunSite, tool: string, { reason, detail }: Refusal): void {
    this.#declined.push({ tool, aspect: 'order', reason, detail, line: run.startLine });
  }

  #refuseTrigger(site: RunSite): void {
    const copiesAll = this.stage.instructions.some(
      ({ instruction: { trigger, startLine } }) =>
        trigger !== undefined &&
        startLine < site.run.startLine &&
        /^(?:COPY|ADD)$/.test(trigger.name) &&
        /(?:^|\s)\.\/?\s+\S+$/.test(trigger.args.text),
    );
    if (!copiesAll) return;
    const { sites, recipes } = this;
    const judgement = judgeRun({ sites, recipes }, site, copiedFiles([], this.files), []);
    const tool = judgement.kind === 'fixed' ? judgement.tool : judgement.tools[0];
    if (tool !== undefined) this.#decline(site, tool, { reason: 'onbuild-files-unknown', detail: '' });
  }

  /** A copy of a folder of the context, or one of which that is not known. */
  #sourceCopy(instruction: Instruction): CopyPlace[] {
    const place = this.#places.get(instruction);
    if (place === undefined || place.kind === 'elsewhere') return [];
    return place.kind === 'unknown' || place.roots.some(({ kind }) => kind === 'directory') ? [place] : [];
  }
}
