import type { Expansion } from './expand';
import { mountsOf, type Mount } from './mounts';
import { rejections } from './rejections';
import type { Fact } from './scope';
import { stagesOf, type Stage, type StageBase } from './stages';
import type {
  Directive,
  Dockerfile,
  EscapeToken,
  Heredoc,
  Instruction,
  ParseResult,
  SyntaxProblem,
} from './syntax';

/** What `nx-docker-cache inspect --json` prints of a file: docs/inspect.md describes every field. */
export type InspectDocument = InspectedDockerfile | InspectErrors;

export interface InspectErrors {
  readonly file: string;
  readonly errors: readonly InspectError[];
}

export interface InspectError {
  /** Of src/errors/codes.ts. */
  readonly code: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

export interface InspectedDockerfile {
  readonly file: string;
  readonly directives: readonly Omit<Directive, 'range'>[];
  readonly escape: EscapeToken;
  readonly instructions: readonly InspectedInstruction[];
  readonly stages: readonly InspectedStage[];
  readonly mounts: readonly InspectedMount[];
  readonly refused: readonly SyntaxProblem[];
}

export interface InspectedInstruction {
  readonly name: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly flags: readonly string[];
  readonly text: string;
  readonly original: string;
  readonly json?: readonly string[];
  readonly heredocs: readonly Omit<Heredoc, 'body'>[];
  readonly trigger?: InspectedInstruction;
}

export interface InspectedStage {
  readonly index: number;
  readonly name: string | null;
  readonly base: StageBase;
  readonly platform: Expansion | null;
  readonly startLine: number;
  readonly endLine: number;
  /** In force at the end of the stage. */
  readonly user: Fact<string>;
  readonly workdir: Fact<string>;
  readonly shell: Fact<readonly string[]>;
  readonly home: Fact<string>;
}

/** JSON leaves out what a mount does not say. */
export interface InspectedMount extends Omit<Mount, 'flag' | 'fields'> {
  readonly stage: number;
  /** The first line of its RUN. */
  readonly line: number;
}

export function inspectDocument(file: string, result: ParseResult): InspectDocument {
  if (!result.ok)
    return { file, errors: result.problems.map((problem) => ({ code: 'DOCKERFILE_SYNTAX', ...problem })) };
  return inspectDockerfile(file, result.dockerfile);
}

function inspectDockerfile(file: string, dockerfile: Dockerfile): InspectedDockerfile {
  const stages = stagesOf(dockerfile);
  return {
    file,
    directives: dockerfile.directives.map(({ name, value, line }) => ({ name, value, line })),
    escape: dockerfile.escape,
    instructions: dockerfile.instructions.map(inspectInstruction),
    stages: stages.map(inspectStage),
    mounts: stages.flatMap(inspectMounts),
    refused: rejections(dockerfile),
  };
}

function inspectInstruction(instruction: Instruction): InspectedInstruction {
  const { name, startLine, endLine, flags, args, original, json, heredocs, trigger } = instruction;
  return {
    name,
    startLine,
    endLine,
    flags: flags.map((flag) => `--${flag.name}${flag.value === undefined ? '' : `=${flag.value}`}`),
    text: args.text,
    original: original.text,
    ...(json !== undefined && { json: json.map((word) => word.value) }),
    heredocs: heredocs.map(withoutBody),
    ...(trigger !== undefined && { trigger: inspectInstruction(trigger) }),
  };
}

function withoutBody({ name, fileDescriptor, expand, chomp, content }: Heredoc): Omit<Heredoc, 'body'> {
  return { name, fileDescriptor, expand, chomp, content };
}

function inspectStage({ index, name, base, platform, from, instructions, end }: Stage): InspectedStage {
  return {
    index,
    name: name ?? null,
    base,
    platform: platform ?? null,
    startLine: from.startLine,
    endLine: instructions.at(-1)?.instruction.endLine ?? from.endLine,
    user: end.user,
    workdir: end.workdir,
    shell: end.shell,
    home: end.home,
  };
}

function inspectMounts({ index, instructions }: Stage): InspectedMount[] {
  return instructions.flatMap(({ instruction, scope }) =>
    mountsOf(instruction, scope.expand).map((mount) => inspectMount(mount, index, instruction.startLine)),
  );
}

function inspectMount(mount: Mount, stage: number, line: number): InspectedMount {
  const { type, target, source, from, id, sharing, readonly, required, uid, gid, mode, size, env } = mount;
  const { unknownKeys, problems } = mount;
  const content = { type, target, source, from, id, sharing, readonly, required, uid, gid, mode, size, env };
  return { stage, line, ...content, unknownKeys, problems };
}
