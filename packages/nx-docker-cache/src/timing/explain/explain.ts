import { countsAsStep } from '../build-record';
import type { Cause, CauseKind, EntryChanges, Explanation } from '../cause';
import type { BuildRecord, StepRecord } from '../record';
import type { BuildKey } from '../step-key';
import { alignSteps, type Counterpart } from './align';
import { identitiesOf, isLink, type Identity } from './identity';
import {
  changedInstruction,
  changedNames,
  ownChanges,
  removedInstruction,
  type ComparedStep,
} from './own-changes';

/** What is known of earlier builds of the same target. */
export interface LastBuild {
  /** The last one that the same builder did. */
  readonly record: BuildRecord | undefined;
  /** Where there is none: the builder of the latest build by another one. */
  readonly otherBuilder: string | undefined;
  /** What changed in a file that lists dependencies, by its path in the context. */
  readonly entriesOf: (path: string) => EntryChanges | undefined;
}

/** The record with the reason of each step that ran. */
export function explainBuild(record: BuildRecord, last: LastBuild): BuildRecord {
  const { key } = record;
  if (key === undefined) return record;
  const explainer = new Explainer(record, key, last);
  return {
    ...record,
    comparedWith: last.record && { startedAt: last.record.startedAt, outcome: last.record.outcome },
    steps: record.steps.map((step) => ({ ...step, explanation: explainer.explain(step) })),
  };
}

/** Causes that give the steps below another key too. Of the others nothing follows for them. */
const CHANGES_KEY = {
  'file-changed': true,
  'instruction-changed': true,
  'argument-changed': true,
  'option-changed': true,
  'base-image-moved': true,
  'step-above-ran': true,
  'no-cache-asked': true,
  'first-build-here': false,
  'not-in-last-build': false,
  'builder-changed': false,
  evicted: false,
  unknown: false,
} as const satisfies Record<CauseKind, boolean>;

class Explainer {
  private readonly steps: ReadonlyMap<string, StepRecord>;
  private readonly identities: ReadonlyMap<string, Identity>;
  private readonly explained = new Map<string, Explanation | undefined>();
  private readonly before: Before | undefined;

  constructor(
    private readonly record: BuildRecord,
    private readonly key: BuildKey,
    private readonly last: LastBuild,
  ) {
    this.steps = new Map(record.steps.map((step) => [step.digest, step]));
    this.identities = identitiesOf(record);
    this.before = last.record && beforeOf(last.record);
    for (const step of inOrder(record.steps)) this.explained.set(step.digest, this.explanationOf(step));
  }

  explain({ digest }: StepRecord): Explanation | undefined {
    return this.explained.get(digest);
  }

  private explanationOf(step: StepRecord): Explanation | undefined {
    if (!countsAsStep(step) || !hasRun(step)) return undefined;
    const [cause = unknown('nothing is known of it'), ...also] = this.causesOf(step);
    return { cause, also };
  }

  private causesOf(step: StepRecord): readonly Cause[] {
    const asked: Cause[] = isNoCacheAsked(step, this.key) ? [{ kind: 'no-cache-asked' }] : [];
    if (this.last.record === undefined) return [...asked, this.firstBuild()];
    const changes = this.changesOf(step);
    const above = this.stepAbove(step);
    const causes = [...asked, ...changes, ...(above === undefined ? [] : [above])];
    return causes.length > 0 ? causes : this.withoutChange(step);
  }

  private firstBuild(): Cause {
    const { otherBuilder } = this.last;
    return otherBuilder === undefined
      ? { kind: 'first-build-here' }
      : { kind: 'builder-changed', before: otherBuilder };
  }

  /** What of the step itself changed. */
  private changesOf(step: StepRecord): readonly Cause[] {
    const { before } = this;
    const { key } = step;
    if (before === undefined || key === undefined || before.key.hashKey !== this.key.hashKey) return [];
    const counterpart = this.counterpartOf(step, before);
    if (counterpart.kind === 'edited' || counterpart.kind === 'added')
      return [changedInstruction(key, counterpart)];
    if (counterpart.kind === 'none' || counterpart.before.key === undefined) return [];
    const now: ComparedStep = { step, key, build: this.key, bases: basesOf(step, this.steps) };
    const then: ComparedStep = {
      step: counterpart.before,
      key: counterpart.before.key,
      build: before.key,
      bases: basesOf(counterpart.before, before.steps),
    };
    const changes = ownChanges(now, then, this.last);
    const { removedAbove } = counterpart;
    if (changes.length > 0 || removedAbove === undefined) return changes;
    return this.stepAbove(step) === undefined ? [removedInstruction(removedAbove)] : [];
  }

  /** Steps that are the same to BuildKit have nothing to compare: stages may have been renamed or reordered. */
  private counterpartOf(step: StepRecord, before: Before): Counterpart {
    const same = before.byIdentity.get(this.identities.get(step.digest)?.id ?? '');
    if (same !== undefined) return { kind: 'same', before: same, removedAbove: undefined };
    before.aligned ??= alignSteps(this.record, before.record);
    return before.aligned.get(step.digest) ?? { kind: 'none' };
  }

  /** A step that it builds on, ran, and gives it another key by that. */
  private stepAbove(step: StepRecord): Cause | undefined {
    const above = buildsOn(step, this.steps).find(({ digest }) => {
      const cause = this.explained.get(digest)?.cause;
      return cause !== undefined && CHANGES_KEY[cause.kind];
    });
    return above && { kind: 'step-above-ran', step: above.digest };
  }

  private withoutChange(step: StepRecord): readonly Cause[] {
    const { before } = this;
    const identity = this.identities.get(step.digest);
    if (before === undefined || identity === undefined) return [unknown('the last build is not known')];
    if (before.key.hashKey !== this.key.hashKey)
      return [unknown('the key of the hashes is another one than in the last build')];
    const same = before.byIdentity.get(identity.id);
    const doubt = this.doubtAbout(step, identity, same, before);
    if (same !== undefined && doubt !== undefined) return [unknown(doubt)];
    if (same !== undefined) return [isDone(same, before.record) ? { kind: 'evicted' } : NOT_IN_LAST_BUILD];
    if (this.counterpartOf(step, before).kind === 'none') return [NOT_IN_LAST_BUILD];
    const above = this.cachedChangesAbove(step);
    if (above.length > 0) return above;
    return [unknown(doubt ?? 'what it builds on is another thing than in the last build, but was cached')];
  }

  /**
   * What changed in the nearest steps above that were in the cache all the same: as after going back to a branch whose
   * COPY an older build had left there.
   */
  private cachedChangesAbove(step: StepRecord): readonly Cause[] {
    let nearest = buildsOn(step, this.steps);
    const seen = new Set<StepRecord>();
    while (nearest.length > 0) {
      const changes = nearest.flatMap((above) => (above.cached ? this.changesOf(above) : []));
      if (changes.length > 0) return changes;
      for (const above of nearest) seen.add(above);
      nearest = nearest.flatMap((above) => buildsOn(above, this.steps)).filter((above) => !seen.has(above));
    }
    return [];
  }

  /** What keeps equal identities from meaning that nothing changed. */
  private doubtAbout(
    step: StepRecord,
    { unsure, usesContext }: Identity,
    same: StepRecord | undefined,
    before: Before,
  ): string | undefined {
    const doubts = [
      unsure,
      same && before.identities.get(same.digest)?.unsure,
      before.key.frontend === this.key.frontend ? undefined : 'the frontend (# syntax) is another one',
      before.record.engine?.version === this.record.engine?.version
        ? undefined
        : 'the engine is of another version',
      ...changedNames(this.key.options, before.key.options).map((name) => `the option ${name} changed`),
      same === undefined || usesContext || same.digest === step.digest
        ? undefined
        : 'to BuildKit it is another step, and what differs cannot be seen from outside',
    ];
    return doubts.find((doubt) => doubt !== undefined);
  }
}

interface Before {
  readonly record: BuildRecord;
  readonly key: BuildKey;
  readonly steps: ReadonlyMap<string, StepRecord>;
  readonly identities: ReadonlyMap<string, Identity>;
  /** The steps of the Dockerfile. */
  readonly byIdentity: ReadonlyMap<string, StepRecord>;
  aligned: ReadonlyMap<string, Counterpart> | undefined;
}

/** Undefined for a record of the first version, which says nothing of keys. */
function beforeOf(record: BuildRecord): Before | undefined {
  if (record.key === undefined) return undefined;
  const identities = identitiesOf(record);
  const known = record.steps.filter((step) => countsAsStep(step) && step.key !== undefined);
  return {
    record,
    key: record.key,
    steps: new Map(record.steps.map((step) => [step.digest, step])),
    identities,
    byIdentity: new Map(known.map((step) => [identities.get(step.digest)?.id ?? '', step])),
    aligned: undefined,
  };
}

const NOT_IN_LAST_BUILD: Cause = { kind: 'not-in-last-build' };

function unknown(why: string): Cause {
  return { kind: 'unknown', why };
}

function hasRun({ cached, intervals }: StepRecord): boolean {
  return !cached && intervals.length > 0;
}

/** A build that succeeds has all of its steps, also those that it need not look at. */
function isDone({ cached, intervals, error }: StepRecord, { outcome }: BuildRecord): boolean {
  return error === undefined && (cached || intervals.length > 0 || outcome === 'success');
}

function isNoCacheAsked({ kind, stage }: StepRecord, { noCache }: BuildKey): boolean {
  switch (noCache.kind) {
    case 'none':
      return false;
    case 'runs':
      return kind === 'run';
    case 'all':
      return true;
    case 'stages':
      return stage !== undefined && noCache.stages.some((name) => name.toLowerCase() === stage.toLowerCase());
  }
}

/** The steps whose results it uses, in their order. What joins a `COPY --link` with the rest is looked through. */
function buildsOn(step: StepRecord, steps: ReadonlyMap<string, StepRecord>): readonly StepRecord[] {
  const found = new Set<StepRecord>();
  const open = [step];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const inputs = each.inputs
      .flatMap((input) => steps.get(input) ?? [])
      .filter((input) => !found.has(input));
    for (const input of inputs) found.add(input);
    open.push(...inputs.filter(isLink));
  }
  return [...found];
}

/** The images that a step takes files from or stands on. */
function basesOf(step: StepRecord, steps: ReadonlyMap<string, StepRecord>): readonly StepRecord[] {
  return buildsOn(step, steps).filter(({ base }) => base !== undefined);
}

/** What a step builds on comes before it. */
function inOrder(steps: readonly StepRecord[]): readonly StepRecord[] {
  const byDigest = new Map(steps.map((step) => [step.digest, step]));
  const ordered = new Set<StepRecord>();
  const entered = new Set<StepRecord>();
  for (const start of steps) {
    const open = [start];
    for (let step = open.at(-1); step !== undefined; step = open.at(-1)) {
      const missing = step.inputs
        .flatMap((input) => byDigest.get(input) ?? [])
        .filter((each) => !entered.has(each));
      if (!entered.has(step) && missing.length > 0) open.push(...missing);
      else {
        ordered.add(step);
        open.pop();
      }
      entered.add(step);
    }
  }
  return [...ordered];
}
