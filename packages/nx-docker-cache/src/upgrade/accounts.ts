import type { Invocation } from '../shell/invocation';
import { programName } from '../shell/invocation';
import type { Word } from '../shell/word';

/**
 * A user or group id for a mount: digits, or `$NAME` of an ARG, whose value a build may change (BuildKit expands
 * variables in mounts).
 */
export type IdText = string;

/** A user that the Dockerfile creates. */
export interface Account {
  readonly uid: IdText | undefined;
  readonly gid: IdText | undefined;
  readonly home: string | undefined;
}

/** The users and groups that commands have created so far, by name. */
export interface Accounts {
  readonly users: ReadonlyMap<string, Account>;
  readonly groups: ReadonlyMap<string, IdText | undefined>;
}

export const NO_ACCOUNTS: Accounts = { users: new Map(), groups: new Map() };

/** What the words of a command are, as far as the Dockerfile tells. */
export interface WordReader {
  /** The value, for names and paths. */
  readonly text: (word: Word) => string | undefined;
  /** The value as it may stand in a mount: see IdText. */
  readonly id: (word: Word) => IdText | undefined;
}

/** The accounts after a command. Only what is certain counts: a command that may not run, or may fail, tells nothing. */
export function accountsAfter(accounts: Accounts, invocation: Invocation, read: WordReader): Accounts {
  const effect = EFFECTS.get(programName(invocation.words[0]) ?? '');
  if (effect === undefined || !isCertain(invocation)) return accounts;
  const call = readOptions(invocation.words.slice(1), effect.valueOptions);
  return effect.apply(accounts, call, read);
}

function isCertain({ command, isExact }: Invocation): boolean {
  const before = command.place?.list.joints[command.place.index - 1];
  const after = command.place?.list.joints[command.place.index];
  return (
    isExact && before !== '||' && after !== '||' && command.nesting.every((nesting) => nesting === 'group')
  );
}

interface AccountCall {
  readonly options: ReadonlyMap<string, Word>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly Word[];
}

interface Effect {
  readonly valueOptions: readonly string[];
  readonly apply: (accounts: Accounts, call: AccountCall, read: WordReader) => Accounts;
}

const USER_OPTIONS = [
  '-u',
  '--uid',
  '-d',
  '--home-dir',
  '--home',
  '-s',
  '--shell',
  '-c',
  '--comment',
  '-k',
  '--skel',
  '-p',
  '--password',
  '-e',
  '--expiredate',
  '-f',
  '--inactive',
  '-K',
  '--key',
  '-b',
  '--base-dir',
];

/** Both the `adduser` of Debian (long options) and that of BusyBox (short ones). */
const ADDUSER_OPTIONS = [
  '-u',
  '--uid',
  '-h',
  '--home',
  '-s',
  '--shell',
  '-g',
  '--gecos',
  '-G',
  '--ingroup',
  '--gid',
  '-k',
  '--conf',
  '--firstuid',
  '--lastuid',
  '--comment',
];

const EFFECTS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['useradd', { valueOptions: [...USER_OPTIONS, '-g', '--gid', '-G', '--groups'], apply: useradd }],
  ['adduser', { valueOptions: ADDUSER_OPTIONS, apply: adduser }],
  ['groupadd', { valueOptions: ['-g', '--gid', '-K', '--key', '-p', '--password'], apply: groupadd }],
  ['addgroup', { valueOptions: ['-g', '--gid'], apply: groupadd }],
  [
    'usermod',
    { valueOptions: [...USER_OPTIONS, '-g', '--gid', '-G', '--groups', '-l', '--login'], apply: usermod },
  ],
]);

function readOptions(words: readonly Word[], valueOptions: readonly string[]): AccountCall {
  const options = new Map<string, Word>();
  const flags = new Set<string>();
  const operands: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const [, name, attached] = /^(--[\w-]+)=([^]*)$/.exec(word.text) ?? [];
    const next = words[at + 1];
    if (name !== undefined && attached !== undefined) options.set(name, withoutPrefix(word, name.length + 1));
    else if (!word.text.startsWith('-')) operands.push(word);
    else if (endsWithValueOption(word.text, valueOptions) && next !== undefined) {
      options.set(word.text.startsWith('--') ? word.text : `-${word.text.at(-1) ?? ''}`, next);
      addFlags(flags, word.text);
      at += 1;
    } else addFlags(flags, word.text);
  }
  return { options, flags, operands };
}

/** `-mu 1000` is `-m -u 1000`. */
function endsWithValueOption(text: string, valueOptions: readonly string[]): boolean {
  return valueOptions.includes(text.startsWith('--') ? text : `-${text.at(-1) ?? ''}`);
}

function addFlags(flags: Set<string>, text: string): void {
  if (text.startsWith('--')) flags.add(text);
  else for (const letter of text.slice(1)) flags.add(`-${letter}`);
}

function withoutPrefix(word: Word, length: number): Word {
  const [first, ...rest] = word.parts;
  const parts = first?.kind === 'text' ? [{ ...first, text: first.text.slice(length) }, ...rest] : word.parts;
  const meaningful = parts.filter((part) => part.kind !== 'text' || part.text !== '');
  return {
    ...word,
    text: word.text.slice(length),
    parts: meaningful,
    value: word.value?.slice(length),
    content: undefined,
  };
}

function useradd(accounts: Accounts, call: AccountCall, read: WordReader): Accounts {
  const name = call.operands[0] && read.text(call.operands[0]);
  if (name === undefined) return accounts;
  const uid = idOption(call, ['-u', '--uid'], read);
  const base = textOption(call, ['-b', '--base-dir'], read, '/home');
  const home = textOption(call, ['-d', '--home-dir', '--home'], read, base && `${base}/${name}`);
  const given = groupOption(accounts, call, ['-g', '--gid'], read);
  const ownGroup = call.flags.has('-N') || call.flags.has('--no-user-group') ? undefined : uid;
  return withUser(accounts, name, { uid, gid: given === 'none' ? ownGroup : given, home });
}

function adduser(accounts: Accounts, call: AccountCall, read: WordReader): Accounts {
  const [nameWord, groupWord] = call.operands;
  const name = nameWord && read.text(nameWord);
  // `adduser app docker` puts an account into a group.
  if (name === undefined || groupWord !== undefined) return accounts;
  const isSystem = call.flags.has('--system') || call.flags.has('-S');
  const uid = idOption(call, ['-u', '--uid'], read);
  const given = groupOption(accounts, call, ['-G', '--ingroup', '--gid'], read);
  const home = textOption(call, ['-h', '--home'], read, isSystem ? undefined : `/home/${name}`);
  return withUser(accounts, name, {
    uid,
    gid: given === 'none' ? (isSystem ? undefined : uid) : given,
    home,
  });
}

function groupadd(accounts: Accounts, call: AccountCall, read: WordReader): Accounts {
  // `addgroup app docker` (BusyBox) puts an account into a group.
  const name = call.operands.length === 1 && call.operands[0] ? read.text(call.operands[0]) : undefined;
  if (name === undefined) return accounts;
  return {
    ...accounts,
    groups: new Map([...accounts.groups, [name, idOption(call, ['-g', '--gid'], read)]]),
  };
}

function usermod(accounts: Accounts, call: AccountCall, read: WordReader): Accounts {
  const name = call.operands[0] && read.text(call.operands[0]);
  if (name === undefined) return accounts;
  const before = accounts.users.get(name);
  const uid = hasOption(call, ['-u', '--uid']) ? idOption(call, ['-u', '--uid'], read) : before?.uid;
  const group = groupOption(accounts, call, ['-g', '--gid'], read);
  const home = textOption(call, ['-d', '--home-dir', '--home'], read, before?.home);
  return withUser(accounts, name, { uid, gid: group === 'none' ? before?.gid : group, home });
}

function withUser(accounts: Accounts, name: string, account: Account): Accounts {
  return { ...accounts, users: new Map([...accounts.users, [name, account]]) };
}

function option(call: AccountCall, names: readonly string[]): Word | undefined {
  return names.map((name) => call.options.get(name)).find((word) => word !== undefined);
}

function hasOption(call: AccountCall, names: readonly string[]): boolean {
  return option(call, names) !== undefined;
}

function idOption(call: AccountCall, names: readonly string[], read: WordReader): IdText | undefined {
  const word = option(call, names);
  return word && read.id(word);
}

function textOption(
  call: AccountCall,
  names: readonly string[],
  read: WordReader,
  otherwise: string | undefined,
): string | undefined {
  const word = option(call, names);
  return word === undefined ? otherwise : read.text(word);
}

/** A group given by number or by the name of one that was created; `none` when the call names none. */
function groupOption(
  accounts: Accounts,
  call: AccountCall,
  names: readonly string[],
  read: WordReader,
): IdText | 'none' | undefined {
  const word = option(call, names);
  if (word === undefined) return 'none';
  const name = read.text(word);
  if (name !== undefined && accounts.groups.has(name)) return accounts.groups.get(name);
  return name === 'root' ? '0' : read.id(word);
}
