import type { StepKind } from './record';
import type { BaseImage } from './step-key';

/** What BuildKit's name of a step says (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go `prefixCommand`). */
export interface StepName {
  readonly kind: StepKind;
  readonly stage: string | undefined;
  readonly platform: string | undefined;
  /** Its place among the steps of the stage, 1-based, and how many they are. */
  readonly index: number | undefined;
  readonly total: number | undefined;
  /** The text after the prefix: an instruction for the steps of a stage. */
  readonly text: string;
}

/** `[linux/amd64 build  3/12] RUN …`; platform and stage may be missing, the index is padded. */
const STAGE_STEP = /^\[(?:(\S+\/\S+?) )?(?:(\S+) )? *(\d+)\/(\d+)\] ([\s\S]*)$/;

export function parseStepName(name: string): StepName {
  const match = STAGE_STEP.exec(name);
  if (match === null) return { kind: kindOfName(name), ...NO_STAGE, text: name };
  const [, platform, stage, index, total, text = ''] = match;
  return { kind: kindOfInstruction(text), stage, platform, index: Number(index), total: Number(total), text };
}

const NO_STAGE = { stage: undefined, platform: undefined, index: undefined, total: undefined } as const;

const KIND_OF_INSTRUCTION: Readonly<Record<string, StepKind>> = {
  FROM: 'base-image',
  RUN: 'run',
  COPY: 'copy',
  ADD: 'copy',
  WORKDIR: 'workdir',
};

function kindOfInstruction(text: string): StepKind {
  const keyword = /^(?:ONBUILD\s+)?(\w+)/i.exec(text)?.[1] ?? '';
  return KIND_OF_INSTRUCTION[keyword.toUpperCase()] ?? 'other';
}

/** The first prefix that fits counts. */
const KIND_OF_PREFIX: readonly (readonly [string, StepKind])[] = [
  ['[internal] load build context', 'context'],
  ['[context ', 'context'],
  ['[internal]', 'internal'],
  ['[auth]', 'internal'],
  ['resolve image config for', 'internal'],
  ['resolving provenance', 'internal'],
  ['docker-image://', 'base-image'],
  ['oci-layout://', 'base-image'],
  ['importing cache', 'cache-import'],
  ['exporting cache', 'cache-export'],
  ['preparing build cache for export', 'cache-export'],
  ['pushing', 'push'],
  ['exporting', 'export'],
  ['sending tarball', 'export'],
  ['copying files', 'export'],
  ['importing to docker', 'export'],
  ['merging manifest list', 'export'],
];

function kindOfName(name: string): StepKind {
  return KIND_OF_PREFIX.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'other';
}

/** A RUN without its mounts and other flags, which would take the room of its command; with `[stage 3/7]` or `stage: ` before it. */
export function withoutFlags(name: string): string {
  return name.replace(/^((?:\[[^\]]*\] |\S+: )?RUN )(?:--\S+ (?:\\ )?)+/i, '$1');
}

/** `FROM docker.io/library/python:3.11@sha256:…` or `docker-image://…`; engines without the containerd store give no digest. */
export function baseImageOf({ text }: Pick<StepName, 'text'>): BaseImage | undefined {
  const name = /^(?:FROM\s+|(?:docker-image|oci-layout):\/\/)(\S+)/i.exec(text)?.[1];
  if (name === undefined) return undefined;
  const [reference = name, digest] = name.split('@');
  return { reference, digest };
}
