import { copySources } from '../dockerfile/copy-sources';
import type { BuildArgs } from '../dockerfile/global-args';
import { mountsOf } from '../dockerfile/mounts';
import { stagesOf, type ScopedInstruction, type Stage } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { instructionsOf, neededStages, stageNamed, targetStage, type StageReference } from './needed-stages';
import { platformArgs } from './platform-args';
import { readSource, type ReadSource } from './read-source';

/** What of a build decides which files it reads. */
export interface BuildChoice {
  /** The stage to build; the last one when it is not given. */
  readonly target?: string | undefined;
  /** As for `stagesOf`: when given they are all there are. */
  readonly buildArgs?: BuildArgs | undefined;
  /** `linux/amd64`; what it decides is unknown when it is not given. */
  readonly platform?: string | undefined;
  /** The names of further build contexts (`--build-context`). */
  readonly namedContexts?: readonly string[] | undefined;
}

/** Everything a build takes from outside of its Dockerfile. */
export interface BuildReads {
  /** Those that are built for the target, in the order of the file. */
  readonly stages: readonly Stage[];
  readonly bases: readonly BaseRead[];
  /** In the order in which stages and instructions stand in the file. */
  readonly reads: readonly InstructionRead[];
}

/** What a needed stage builds on, where this is no stage of the file. */
export interface BaseRead {
  readonly stage: number;
  readonly instruction: Instruction;
  readonly origin: Exclude<ReadOrigin, { kind: 'context' | 'stage' }>;
}

/** One COPY, one ADD, or one mount of a RUN. */
export interface InstructionRead {
  /** `COPY`, `ADD` or `RUN`. Its lines are those of the ONBUILD for a trigger. */
  readonly instruction: Instruction;
  /** The index of the stage that it runs in. */
  readonly stage: number;
  /** Its place among the instructions of the stage, from 0; the triggers of the base come first. */
  readonly index: number;
  readonly origin: ReadOrigin;
  readonly sources: readonly ReadSource[];
  /** The sources are patterns with `**`, and the folders above a file are kept (`COPY --parents`). */
  readonly parents: boolean;
  /** The values of `--exclude`, expanded. Those that are not known are left out: they could only make it read less. */
  readonly excludes: readonly string[];
}

/** Where an instruction takes files from. */
export type ReadOrigin =
  | { readonly kind: 'context' }
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'named-context'; readonly name: string }
  | { readonly kind: 'image'; readonly reference: string }
  /** FROM names a variable whose value is not known. */
  | { readonly kind: 'unknown'; readonly written: string };

/** What a build of this Dockerfile reads; a file that BuildKit refuses reads what its good lines say. */
export function buildReads(dockerfile: Dockerfile, choice: BuildChoice = {}): BuildReads {
  const all = stagesOf(dockerfile, {
    ...(choice.buildArgs !== undefined && { buildArgs: choice.buildArgs }),
    platformArgs: platformArgs(choice.platform),
  });
  const named = new Map((choice.namedContexts ?? []).map((name) => [name.toLowerCase(), name]));
  const stages =
    targetStage(all, choice.target) === undefined
      ? all
      : neededStages(all, choice.target, new Set(named.keys()));
  const origins: Origins = { stages: all, named };
  return {
    stages,
    bases: stages.flatMap((stage) => baseRead(stage, origins)),
    reads: stages.flatMap((stage) =>
      instructionsOf(stage).flatMap((scoped, index) =>
        readsOf(scoped, origins).map((read) => ({ ...read, stage: stage.index, index })),
      ),
    ),
  };
}

interface Origins {
  readonly stages: readonly Stage[];
  /** By lower-case name. */
  readonly named: ReadonlyMap<string, string>;
}

function baseRead({ index, from, base }: Stage, { stages, named }: Origins): BaseRead[] {
  const read = (origin: BaseRead['origin']): BaseRead[] => [{ stage: index, instruction: from, origin }];
  switch (base.kind) {
    case 'image': {
      const name = named.get(base.reference.toLowerCase());
      return read(
        name === undefined ? { kind: 'image', reference: base.reference } : { kind: 'named-context', name },
      );
    }
    case 'stage': {
      const name = named.get(stages[base.index]?.name ?? '');
      return name === undefined ? [] : read({ kind: 'named-context', name });
    }
    case 'unknown':
      return read({ kind: 'unknown', written: base.written });
    case 'scratch':
    case 'invalid':
      return [];
  }
}

/** What one instruction reads, wherever it stands. */
export type Read = Omit<InstructionRead, 'stage' | 'index'>;

/** What a COPY, an ADD or the mounts of a RUN read, in a file with these stages and without further build contexts. */
export function instructionReads(scoped: ScopedInstruction, stages: readonly Stage[]): readonly Read[] {
  return readsOf(scoped, { stages, named: new Map() });
}

function readsOf(scoped: ScopedInstruction, origins: Origins): readonly Read[] {
  return scoped.instruction.name === 'RUN' ? mountReads(scoped, origins) : copyReads(scoped, origins);
}

function copyReads({ instruction, scope }: ScopedInstruction, origins: Origins): readonly Read[] {
  const copied = copySources(instruction);
  if (copied === undefined || (copied.sources.length === 0 && copied.from === undefined)) return [];
  const isAdd = instruction.name === 'ADD';
  const checksum = instruction.flags.some(({ name }) => name === 'checksum');
  const excludes = copied.excludes.map((word) => scope.expand(word));
  const parents = instruction.flags.find(({ name }) => name === 'parents');
  return [
    {
      instruction,
      origin: originOf({ reference: copied.from ?? '', byIndex: true }, origins),
      sources: copied.sources.map(({ text }) => readSource(text, scope.expand(text), { isAdd, checksum })),
      parents: parents !== undefined && parents.value?.toLowerCase() !== 'false',
      excludes: excludes.flatMap((word) => (word.kind === 'known' ? [word.value] : [])),
    },
  ];
}

/** A bind mount shows what is at its source; without a source that is everything. */
function mountReads({ instruction, scope }: ScopedInstruction, origins: Origins): readonly Read[] {
  return mountsOf(instruction, scope.expand)
    .filter(
      ({ type, from, unknownKeys }) => type === 'bind' || from !== undefined || unknownKeys.includes('type'),
    )
    .map(({ from, source, unknownKeys, fields }) => {
      const unknown = fields.find((field) => field.unknown.length > 0 && /^(?:source|src)$/.test(field.key));
      return {
        instruction,
        origin: originOf({ reference: from ?? '', byIndex: false }, origins),
        sources: [
          unknown !== undefined && unknownKeys.includes('source')
            ? readSource(unknown.value ?? '', scope.expand(unknown.value ?? ''), MOUNTED)
            : ({ kind: 'folder', path: source ?? '' } as const),
        ],
        parents: false,
        excludes: [],
      };
    });
}

const MOUNTED = { isAdd: false, checksum: false };

function originOf(reference: StageReference, { stages, named }: Origins): ReadOrigin {
  if (reference.reference === '') return { kind: 'context' };
  const stage = stageNamed(stages, reference);
  const name = named.get(stage?.name ?? reference.reference.toLowerCase());
  if (name !== undefined) return { kind: 'named-context', name };
  return stage === undefined
    ? { kind: 'image', reference: reference.reference }
    : { kind: 'stage', stage: stage.index };
}
