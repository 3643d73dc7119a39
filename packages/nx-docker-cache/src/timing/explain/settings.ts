import type { Expansion } from '../../dockerfile/expand';
import type { Fact, ScopedVariable } from '../../dockerfile/scope';
import type { Stage } from '../../dockerfile/stages';
import type { Instruction } from '../../dockerfile/syntax';
import { blankSeparatedWords } from '../../dockerfile/words';
import type { StepInstruction } from '../step-instruction';
import type { Setting, SettingKind } from '../step-key';
import { instructionText, type TextMaker } from './instruction-text';

type OwnInstruction = Extract<StepInstruction, { kind: 'own' }>;

/** What earlier instructions have set that is part of the key of a step, in the order of kind and name. */
export function settingsOf(found: OwnInstruction, stages: readonly Stage[], maker: TextMaker): Setting[] {
  const { scoped, stage, place } = found;
  const { instruction, scope } = scoped;
  const make = (kind: SettingKind, name: string, value: string, setBy: Instruction): Setting => ({
    kind,
    name,
    value: maker.hasher.of(value),
    setBy: instructionText(setBy, maker),
  });
  const variables = scope
    .variables()
    .filter(({ name }) => instruction.name === 'RUN' || isNamedIn(instruction, name))
    .map(({ name, origin, value, setBy }) =>
      make(KIND_OF_ORIGIN[origin], name, textOfExpansion(value), setBy),
    );
  const inForce = WHAT_COUNTS.filter(({ counts }) => counts(instruction)).flatMap(({ kind, fact }) => {
    const setBy = lastOf(kind.toUpperCase(), instruction, stage, stages);
    return setBy === undefined ? [] : [make(kind, kind.toUpperCase(), textOfFact(fact(scope)), setBy)];
  });
  const from = place === 0 ? [make('from', 'FROM', textOfBase(stage), stage.from)] : [];
  return [...from, ...variables, ...inForce].sort(byKindAndName);
}

const KIND_OF_ORIGIN = { arg: 'arg', env: 'env', predefined: 'arg' } as const satisfies Record<
  ScopedVariable['origin'],
  SettingKind
>;

interface CountedFact {
  readonly kind: 'user' | 'shell' | 'workdir';
  readonly counts: (instruction: Instruction) => boolean;
  readonly fact: (scope: OwnInstruction['scoped']['scope']) => Fact<unknown>;
}

/** A WORKDIR is a step of its own, which all but `COPY --link` build on. */
const WHAT_COUNTS: readonly CountedFact[] = [
  { kind: 'user', counts: ({ name }) => name === 'RUN' || name === 'WORKDIR', fact: ({ user }) => user },
  {
    kind: 'shell',
    counts: ({ name, json }) => name === 'RUN' && json === undefined,
    fact: ({ shell }) => shell,
  },
  {
    kind: 'workdir',
    counts: ({ flags }) => flags.some((flag) => flag.name === 'link'),
    fact: ({ workdir }) => workdir,
  },
];

/** `$NAME` or `${NAME…` in its words, flags or heredocs. */
function isNamedIn({ original, heredocs }: Instruction, name: string): boolean {
  const pattern = new RegExp(`\\$(?:${escaped(name)}(?![A-Za-z0-9_])|\\{${escaped(name)}(?![A-Za-z0-9_]))`);
  return [original.text, ...heredocs.map(({ content }) => content)].some((text) => pattern.test(text));
}

function escaped(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '\\$&');
}

/** The last instruction of that name before this one, in the stage or in those that it builds on. */
function lastOf(
  name: string,
  before: Instruction,
  stage: Stage,
  stages: readonly Stage[],
): Instruction | undefined {
  const own = stage.instructions.map(({ instruction }) => instruction);
  const found = own.slice(0, own.indexOf(before)).findLast((instruction) => instruction.name === name);
  if (found !== undefined) return found;
  for (let base = stageBelow(stage, stages); base !== undefined; base = stageBelow(base, stages)) {
    const inherited = base.instructions.findLast(({ instruction }) => instruction.name === name);
    if (inherited !== undefined) return inherited.instruction;
  }
  return undefined;
}

/** Always one that stands further up in the file. */
function stageBelow({ base }: Stage, stages: readonly Stage[]): Stage | undefined {
  return base.kind === 'stage' ? stages[base.index] : undefined;
}

function textOfExpansion(value: Expansion): string {
  switch (value.kind) {
    case 'known':
      return `= ${value.value}`;
    case 'unknown':
      return `~ ${value.partial}`;
    case 'invalid':
      return `! ${value.message}`;
  }
}

function textOfFact(fact: Fact<unknown>): string {
  return JSON.stringify(fact.kind === 'known' ? fact.value : fact);
}

/** A stage is named as it is written: which index it has is no part of the key. */
function textOfBase({ base, from }: Stage): string {
  switch (base.kind) {
    case 'image':
      return base.reference;
    case 'scratch':
      return 'scratch';
    case 'unknown':
    case 'invalid':
      return base.written;
    case 'stage':
      return `stage ${blankSeparatedWords(from.args)[0]?.text ?? ''}`;
  }
}

function byKindAndName(a: Setting, b: Setting): number {
  return compare(a.kind, b.kind) || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
