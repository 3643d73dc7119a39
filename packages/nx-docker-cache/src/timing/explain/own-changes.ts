import type { Cause, EntryChanges, FileChange } from '../cause';
import type { StepRecord } from '../record';
import type { BuildKey, HashedValue, InstructionText, Setting, StepKey } from '../step-key';
import type { Counterpart } from './align';
import { fileChanges } from './file-changes';
import { RUN_OPTIONS } from './identity';

/** One side of a comparison of steps. */
export interface ComparedStep {
  readonly step: StepRecord;
  readonly key: StepKey;
  readonly build: BuildKey;
  /** What it builds on, itself. */
  readonly bases: readonly StepRecord[];
}

export interface ChangeSources {
  /** What changed in a file that lists dependencies, by its path. */
  readonly entriesOf: (path: string) => EntryChanges | undefined;
}

/**
 * What of a step itself is another thing than in the last build, each enough to make it run. The first one names best
 * what to look at.
 */
export function ownChanges(
  now: ComparedStep,
  before: ComparedStep,
  sources: ChangeSources,
): readonly Cause[] {
  return [
    ...changedFiles(now.key, before.key, sources),
    ...movedBases(now, before),
    ...changedSettings(now, before),
    ...changedOptions(now, before),
  ];
}

/** For a step whose instruction was not there, or another one. */
export function changedInstruction(
  { instruction }: StepKey,
  counterpart: Extract<Counterpart, { kind: 'edited' | 'added' }>,
): Cause {
  return instructionChanged({
    after: instruction,
    before: counterpart.kind === 'edited' ? counterpart.before.key?.instruction : undefined,
  });
}

/** For a step that moved up because the one above it is gone. */
export function removedInstruction({ key, name }: StepRecord): Cause {
  return instructionChanged({ before: key?.instruction ?? { text: name }, after: undefined });
}

interface TwoTexts {
  readonly before: Pick<InstructionText, 'text'> | undefined;
  readonly after: Pick<InstructionText, 'text' | 'line'> | undefined;
}

function instructionChanged({ before, after }: TwoTexts): Cause {
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'edited';
  return {
    kind: 'instruction-changed',
    change,
    instruction: /^\w+/.exec((after ?? before)?.text ?? '')?.[0].toUpperCase() ?? '',
    line: after?.line,
    before: before?.text,
    after: after?.text,
  };
}

const MOST_FILES = 20;

function changedFiles(now: StepKey, before: StepKey, { entriesOf }: ChangeSources): Cause[] {
  if (now.files === undefined || before.files === undefined) return [];
  const changes = fileChanges(now.files, before.files);
  if (changes.length === 0) return [];
  const files = changes.slice(0, MOST_FILES).map((change): FileChange => ({
    ...change,
    entries: change.change === 'content' ? entriesOf(change.path) : undefined,
  }));
  return [{ kind: 'file-changed', files, more: changes.length - files.length }];
}

function movedBases(now: ComparedStep, before: ComparedStep): Cause[] {
  return now.bases.flatMap(({ base }): Cause[] => {
    const other = before.bases.find((each) => each.base?.reference === base?.reference)?.base;
    if (base?.digest === undefined || other?.digest === undefined || base.digest === other.digest) return [];
    return [{ kind: 'base-image-moved', image: base.reference, before: other.digest, after: base.digest }];
  });
}

function changedOptions(now: ComparedStep, before: ComparedStep): Cause[] {
  if (now.step.kind !== 'run') return [];
  const names = changedNames(now.build.options, before.build.options).filter((name) => RUN_OPTIONS.has(name));
  return names.length > 0 ? [{ kind: 'option-changed', names }] : [];
}

function changedSettings(now: ComparedStep, before: ComparedStep): Cause[] {
  const changes = settingChanges(now.key.settings, before.key.settings);
  const passed = new Set(changedNames(now.build.buildArgs, before.build.buildArgs));
  const names = new Set(changes.flatMap((change) => argumentsOf(change, passed)));
  const instructions = changes
    .filter((change) => argumentsOf(change, passed).length === 0 && isRewritten(change))
    .map((change) => instructionChanged({ before: change.before?.setBy, after: change.after?.setBy }));
  return [
    ...(names.size > 0 ? [{ kind: 'argument-changed', names: [...names].sort() } as const] : []),
    ...distinct(instructions),
  ];
}

interface SettingChange {
  readonly before: Setting | undefined;
  readonly after: Setting | undefined;
}

function settingChanges(now: readonly Setting[], before: readonly Setting[]): readonly SettingChange[] {
  const nameOf = ({ kind, name }: Setting): string => `${kind} ${name}`;
  const [after, earlier] = [now, before].map((list) => new Map(list.map((each) => [nameOf(each), each])));
  const names = new Set([...now, ...before].map(nameOf));
  return [...names]
    .map((name) => ({ after: after?.get(name), before: earlier?.get(name) }))
    .filter((change) => change.before?.value !== change.after?.value);
}

/** The build arguments that gave a setting its other value: itself, or those its instruction names. */
function argumentsOf({ before, after }: SettingChange, passed: ReadonlySet<string>): readonly string[] {
  const setting = after ?? before;
  if (setting === undefined) return [];
  if (setting.kind === 'arg' && passed.has(setting.name)) return [setting.name];
  if (before?.setBy.hash !== after?.setBy.hash) return [];
  return [...passed].filter((name) => namesVariable(setting.setBy.text, name));
}

function namesVariable(text: string, name: string): boolean {
  return [...text.matchAll(/\$\{?(\w+)/g)].some((match) => match[1] === name);
}

function isRewritten({ before, after }: SettingChange): boolean {
  return before?.setBy.hash !== after?.setBy.hash;
}

/** One ENV may set many variables. */
function distinct(causes: readonly Cause[]): readonly Cause[] {
  return [...new Map(causes.map((cause) => [JSON.stringify(cause), cause])).values()];
}

export function changedNames(now: readonly HashedValue[], before: readonly HashedValue[]): readonly string[] {
  const [after, earlier] = [now, before].map((list) => new Map(list.map(({ name, hash }) => [name, hash])));
  return [...new Set([...now, ...before].map(({ name }) => name))]
    .filter((name) => after?.get(name) !== earlier?.get(name))
    .sort();
}
