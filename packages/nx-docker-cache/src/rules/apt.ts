import type { Mount } from '../dockerfile/mounts';
import { programName, type Invocation } from '../shell/invocation';
import type { RunFacts } from './dockerfile-facts';

const PROGRAMS = /^(?:apt-get|apt|aptitude)$/;

/** Whether a RUN calls apt with a subcommand. */
export function callsApt({ invocations }: RunFacts, subcommands: RegExp): boolean {
  return invocations.some((invocation) => isAptCall(invocation, subcommands));
}

function isAptCall({ words }: Invocation, subcommands: RegExp): boolean {
  if (!PROGRAMS.test(programName(words[0]) ?? '')) return false;
  const operands = words.slice(1).filter(({ text }) => !text.startsWith('-'));
  return operands.slice(0, 2).some(({ value }) => value !== undefined && subcommands.test(value));
}

/** The cache mounts for apt: its downloads (`archives`) and its package lists. */
export function aptMounts({ mounts }: RunFacts, kind: 'archives' | 'any'): readonly Mount[] {
  const folders = kind === 'archives' ? ARCHIVES : ANY;
  return mounts.filter(
    ({ type, target }) => type === 'cache' && folders.test(target?.replace(/\/+$/, '') ?? ''),
  );
}

const ARCHIVES = /^\/var\/cache(?:\/apt(?:\/archives)?)?$/;
const ANY = /^\/var\/(?:cache\/apt(?:\/archives)?|lib\/apt(?:\/lists)?)$/;

/** `bookworm`, `22.04`: the release that the tag of an image names; undefined where it names none. */
export function releaseOf(image: string): string | undefined {
  const codename = /\b(?:stretch|buster|bullseye|bookworm|trixie|forky|bionic|focal|jammy|noble|sid)\b/.exec(
    image,
  )?.[0];
  const ubuntu = /(?:^|\/)ubuntu:(\d\d\.\d\d)/.exec(image)?.[1];
  return codename ?? UBUNTU[ubuntu ?? ''] ?? DEBIAN[/(?:^|\/)debian:(\d+)/.exec(image)?.[1] ?? ''];
}

const UBUNTU: Readonly<Record<string, string>> = {
  '18.04': 'bionic',
  '20.04': 'focal',
  '22.04': 'jammy',
  '24.04': 'noble',
};
const DEBIAN: Readonly<Record<string, string>> = {
  '9': 'stretch',
  '10': 'buster',
  '11': 'bullseye',
  '12': 'bookworm',
  '13': 'trixie',
};
