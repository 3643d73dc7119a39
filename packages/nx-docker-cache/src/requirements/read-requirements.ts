import type { RequirementsEntry, Setting } from './entry';
import { logicalLines, type LogicalLine } from './logical-lines';

/**
 * The entries of a requirements file in their order. Total: a line that pip would refuse, or whose meaning depends on an
 * environment variable (`${TOKEN}`), is an entry of its own kind.
 */
export function readRequirements(text: string): readonly RequirementsEntry[] {
  return logicalLines(text).map(readLine);
}

/** PEP 503: distributions whose names normalise to the same are the same. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Options that stand on a line of their own (pip's SUPPORTED_OPTIONS), and whether they take a value. */
const OPTIONS: Readonly<Record<string, { readonly name: string; readonly takesValue: boolean }>> = {
  '-r': { name: 'requirement', takesValue: true },
  '--requirement': { name: 'requirement', takesValue: true },
  '-c': { name: 'constraint', takesValue: true },
  '--constraint': { name: 'constraint', takesValue: true },
  '-e': { name: 'editable', takesValue: true },
  '--editable': { name: 'editable', takesValue: true },
  '-i': { name: 'index-url', takesValue: true },
  '--index-url': { name: 'index-url', takesValue: true },
  '--pypi-url': { name: 'index-url', takesValue: true },
  '--extra-index-url': { name: 'extra-index-url', takesValue: true },
  '-f': { name: 'find-links', takesValue: true },
  '--find-links': { name: 'find-links', takesValue: true },
  '--no-binary': { name: 'no-binary', takesValue: true },
  '--only-binary': { name: 'only-binary', takesValue: true },
  '--trusted-host': { name: 'trusted-host', takesValue: true },
  '--use-feature': { name: 'use-feature', takesValue: true },
  '--no-index': { name: 'no-index', takesValue: false },
  '--prefer-binary': { name: 'prefer-binary', takesValue: false },
  '--require-hashes': { name: 'require-hashes', takesValue: false },
  '--pre': { name: 'pre', takesValue: false },
};

function readLine(line: LogicalLine): RequirementsEntry {
  const place = { ...line, text: line.text.replace(/\s+/g, ' ') };
  if (/\$\{[A-Z0-9_]+\}/.test(line.text)) return { kind: 'unreadable', ...place };
  return line.text.startsWith('-') ? readOption(place) : readRequirement(place);
}

function readOption(place: LogicalLine): RequirementsEntry {
  const [, flag = '', attached, separate] = /^(--[\w-]+|-\w)(?:=?(\S.*)|\s+(.*))?$/.exec(place.text) ?? [];
  const option = OPTIONS[flag];
  const value = unquoted(attached ?? separate ?? '');
  if (option === undefined || (value !== '') !== option.takesValue) return { kind: 'unreadable', ...place };
  if (option.name === 'editable') return direct(place, value, true);
  if (option.name === 'requirement' || option.name === 'constraint')
    return { kind: 'include', isConstraint: option.name === 'constraint', path: value, ...place };
  const setting: Setting = {
    kind: 'setting',
    name: option.name,
    value: option.takesValue ? value : undefined,
    ...place,
  };
  return setting;
}

function unquoted(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2');
}

const NAME = String.raw`[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?`;
const WITH_URL = new RegExp(String.raw`^(${NAME})\s*(?:\[[^\]]*\])?\s*@\s*(\S+)`);
const FROM_INDEX = new RegExp(
  String.raw`^(${NAME})\s*(?:\[([^\]]*)\])?\s*\(?\s*((?:(?:===|~=|==|!=|<=|>=|<|>)\s*[^\s,;()<>=!~]+\s*,?\s*)*)\)?\s*(?:;\s*(.+))?$`,
);
const LOOKS_LIKE_PATH =
  /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:[/\\]|[\w.+-]+:)|\.(?:whl|zip|tar\.gz|tgz|tar\.bz2|tar\.xz)$/;

function readRequirement(place: LogicalLine): RequirementsEntry {
  const [asked = '', ...options] = place.text.split(/ (?=-{1,2}[a-z])/);
  const named = WITH_URL.exec(asked);
  if (named !== null) return direct(place, named[2] ?? '', false, named[1]);
  const found = FROM_INDEX.exec(asked);
  if (found === null || LOOKS_LIKE_PATH.test(asked))
    return LOOKS_LIKE_PATH.test(asked) || asked.includes('/')
      ? direct(place, asked, false)
      : { kind: 'unreadable', ...place };
  const [, name = '', extras = '', written = '', marker] = found;
  const specifier = written.replace(/\s+/g, '').replace(/,$/, '');
  return {
    kind: 'requirement',
    name: normalizeName(name),
    extras: extras
      .split(',')
      .map((extra) => normalizeName(extra.trim()))
      .filter((extra) => extra !== '')
      .sort(),
    specifier,
    pinned: /^={2,3}([^,*]+)$/.exec(specifier)?.[1],
    marker: marker?.trim(),
    hashes: options.flatMap((option) => /^--hash[= ](\S+)/.exec(option)?.[1] ?? []).sort(),
    ...place,
  };
}

function direct(place: LogicalLine, location: string, isEditable: boolean, name?: string): RequirementsEntry {
  const egg = name ?? /[#&]egg=([\w.-]+)/.exec(location)?.[1];
  return {
    kind: 'direct',
    name: egg === undefined ? undefined : normalizeName(egg),
    location,
    isLocal: !/^[\w.+-]{2,}:/.test(location) || /^(?:\w+\+)?file:/i.test(location),
    isEditable,
    ...place,
  };
}
