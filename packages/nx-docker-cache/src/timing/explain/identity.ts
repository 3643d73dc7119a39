import { createHash } from 'node:crypto';
import { countsAsStep } from '../build-record';
import type { BuildRecord, StepRecord } from '../record';
import type { BuildKey, StepKey } from '../step-key';

/** A step as part of its build's graph. */
export interface Identity {
  /**
   * Of all that is known to decide its cache, and of all that it builds on: steps of two builds with the same one are
   * the same to BuildKit too, as far as nothing is `unsure`.
   */
  readonly id: string;
  /** Why the identity is not the whole truth, in words; undefined when it is. */
  readonly unsure: string | undefined;
  /** It builds on the build context, so BuildKit gives it another digest in every build. */
  readonly usesContext: boolean;
}

/** Options that are part of the key of a RUN (moby/buildkit, solver/llbsolver/ops/exec.go). */
export const RUN_OPTIONS: ReadonlySet<string> = new Set(['network', 'addHosts', 'layerAge']);

/** The identities of all steps of a build, by their digests. */
export function identitiesOf(record: BuildRecord): ReadonlyMap<string, Identity> {
  const steps = new Map(record.steps.map((step) => [step.digest, step]));
  const found = new Map<string, Identity>();
  for (const { digest } of record.steps) visit(digest, { steps, found, key: record.key });
  return found;
}

interface Walk {
  readonly steps: ReadonlyMap<string, StepRecord>;
  readonly found: Map<string, Identity>;
  readonly key: BuildKey | undefined;
}

const LOST: Identity = { id: 'lost', unsure: 'the record does not hold all steps', usesContext: false };

/** Without recursion: a build may be deeper than the stack. A step that is met again on its own way is damage. */
function visit(start: string, walk: Walk): void {
  const open = [start];
  const entered = new Set<string>();
  for (let digest = open.at(-1); digest !== undefined; digest = open.at(-1)) {
    const step = walk.steps.get(digest);
    const missing = step?.inputs.filter((input) => !walk.found.has(input) && !entered.has(input)) ?? [];
    if (walk.found.has(digest) || step === undefined) open.pop();
    else if (missing.length > 0 && !entered.has(digest)) open.push(...missing);
    else {
      walk.found.set(digest, identityOf(step, walk));
      open.pop();
    }
    entered.add(digest);
  }
}

function identityOf(step: StepRecord, { found, key }: Walk): Identity {
  const inputs = step.inputs.map((input) => found.get(input) ?? LOST);
  const own = ownIdentity(step, key);
  const parts = [own.parts, inputs.map(({ id }) => id)];
  return {
    id: createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32),
    unsure: own.unsure ?? inputs.find(({ unsure }) => unsure !== undefined)?.unsure,
    usesContext: step.kind === 'context' || inputs.some(({ usesContext }) => usesContext),
  };
}

interface OwnIdentity {
  readonly parts: unknown;
  readonly unsure: string | undefined;
}

function ownIdentity(step: StepRecord, key: BuildKey | undefined): OwnIdentity {
  const { kind, base, platform } = step;
  if (kind === 'context' && step.name.startsWith('[internal]'))
    return { parts: 'context', unsure: undefined };
  if (base !== undefined) {
    const unsure = base.digest === undefined ? `the digest of ${base.reference} is not known` : undefined;
    return { parts: ['image', base.reference, base.digest], unsure };
  }
  if (countsAsStep(step) && step.key !== undefined) {
    const options = kind === 'run' ? (key?.options.filter(({ name }) => RUN_OPTIONS.has(name)) ?? []) : [];
    return { parts: [kind, platform, keyParts(step.key), options], unsure: unsureOf(step.key) };
  }
  if (isLink(step)) return { parts: 'link', unsure: undefined };
  return { parts: ['other', step.name], unsure: `what ${JSON.stringify(step.name)} gives is not known` };
}

function keyParts({ instruction, settings, files }: StepKey): unknown {
  return [instruction.hash, settings.map(({ kind, name, value }) => [kind, name, value]), files?.digest];
}

/** Why equal keys may still be different steps. */
function unsureOf({ files, unseen }: StepKey): string | undefined {
  if (unseen.length > 0) return unseen[0];
  if (files?.incomplete !== undefined) return files.incomplete;
  const [changing] = files?.unsure ?? [];
  return changing === undefined ? undefined : `${changing} changed while the build ran`;
}

/** What joins a `COPY --link` with the layers below; BuildKit gives it a step of its own. */
export function isLink({ name }: Pick<StepRecord, 'name'>): boolean {
  return /^\[[^\]]*\] LINK (?:COPY|ADD) /.test(name);
}
