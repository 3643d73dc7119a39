import type { InstructionName } from './instruction-name';
import type { Flag } from './syntax';

/** `text` takes one value, `texts` may be repeated, `boolean` may go without a value. */
export type FlagType = 'text' | 'texts' | 'boolean';

const NONE: Readonly<Record<string, FlagType>> = {};

/** Instructions that take any flag and ignore it. */
const UNCHECKED: readonly InstructionName[] = ['ARG', 'STOPSIGNAL'];

/** The flags of every instruction (`instructions/parse.go` of BuildKit). */
const DEFINITIONS = {
  ADD: {
    chown: 'text',
    chmod: 'text',
    link: 'boolean',
    'keep-git-dir': 'boolean',
    checksum: 'text',
    unpack: 'boolean',
    exclude: 'texts',
  },
  ARG: NONE,
  CMD: NONE,
  COPY: { chown: 'text', from: 'text', chmod: 'text', link: 'boolean', exclude: 'texts', parents: 'boolean' },
  ENTRYPOINT: NONE,
  ENV: NONE,
  EXPOSE: NONE,
  FROM: { platform: 'text' },
  HEALTHCHECK: {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  },
  LABEL: NONE,
  MAINTAINER: NONE,
  ONBUILD: NONE,
  RUN: { mount: 'texts', network: 'text', security: 'text', device: 'texts' },
  SHELL: NONE,
  STOPSIGNAL: NONE,
  USER: NONE,
  VOLUME: NONE,
  WORKDIR: NONE,
} as const satisfies Record<InstructionName, Readonly<Record<string, FlagType>>>;

/** Why BuildKit refuses the flags of an instruction (`BFlags.Parse` of `instructions/bflag.go`); the first reason. */
export function objectionToFlags(name: InstructionName, flags: readonly Flag[]): string | undefined {
  if (UNCHECKED.includes(name)) return undefined;
  const definitions: Readonly<Record<string, FlagType>> = DEFINITIONS[name];
  const used = new Set<string>();
  for (const flag of flags) {
    const type = Object.hasOwn(definitions, flag.name) ? definitions[flag.name] : undefined;
    if (type === undefined) return `unknown flag: --${flag.name}`;
    if (used.has(flag.name) && type !== 'texts') return `duplicate flag specified: --${flag.name}`;
    used.add(flag.name);
    const objection = OBJECTIONS[type](flag);
    if (objection !== undefined) return objection;
  }
  return undefined;
}

function missingValue({ name, value }: Flag): string | undefined {
  return value === undefined ? `missing a value on flag: --${name}` : undefined;
}

const OBJECTIONS: Readonly<Record<FlagType, (flag: Flag) => string | undefined>> = {
  text: missingValue,
  texts: missingValue,
  boolean: ({ name, value }) => {
    if (value === '') return `missing a value on flag: --${name}`;
    if (value === undefined || /^(?:true|false)$/i.test(value)) return undefined;
    return `expecting boolean value for flag --${name}, not: ${value}`;
  },
};
