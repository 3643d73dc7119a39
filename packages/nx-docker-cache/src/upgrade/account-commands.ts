import { programName, type Invocation } from '../shell/invocation';
import { withGroup, withUser, type Accounts, type IdText, type WordReader } from './accounts';
import { hasFlag, optionValue, readOptions, type CommandOptions } from './command-options';

/** The accounts after a command. Only what is certain counts: a command that may not run, or may fail, tells nothing. */
export function accountsAfter(accounts: Accounts, invocation: Invocation, read: WordReader): Accounts {
  const effect = EFFECTS.get(programName(invocation.words[0]) ?? '');
  if (effect === undefined || !isCertain(invocation)) return accounts;
  return effect.apply({
    accounts,
    read,
    options: readOptions(invocation.words.slice(1), effect.valueOptions),
  });
}

function isCertain({ command, isExact }: Invocation): boolean {
  const { place, nesting } = command;
  const joints =
    place === undefined ? [] : [place.list.joints[place.index - 1], place.list.joints[place.index]];
  return isExact && !joints.includes('||') && nesting.every((around) => around === 'group');
}

interface AccountCall {
  readonly accounts: Accounts;
  readonly options: CommandOptions;
  readonly read: WordReader;
}

interface Effect {
  readonly valueOptions: readonly string[];
  readonly apply: (call: AccountCall) => Accounts;
}

const SHADOW_OPTIONS = (
  '-u --uid -d --home-dir --home -g --gid -G --groups -s --shell -c --comment -k --skel -p --password ' +
  '-e --expiredate -f --inactive -K --key -b --base-dir -l --login'
).split(' ');

/** Both the `adduser` of Debian (long options) and that of BusyBox (short ones). */
const ADDUSER_OPTIONS =
  '-u --uid -h --home -s --shell -g --gecos -G --ingroup --gid -k --conf --firstuid --lastuid --comment'.split(
    ' ',
  );

const GROUP_OPTIONS = ['-g', '--gid', '-K', '--key', '-p', '--password'];

const EFFECTS: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  [
    'useradd',
    { valueOptions: SHADOW_OPTIONS.filter((option) => !['-l', '--login'].includes(option)), apply: useradd },
  ],
  ['usermod', { valueOptions: SHADOW_OPTIONS, apply: usermod }],
  ['adduser', { valueOptions: ADDUSER_OPTIONS, apply: adduser }],
  ['groupadd', { valueOptions: GROUP_OPTIONS, apply: groupadd }],
  ['addgroup', { valueOptions: GROUP_OPTIONS, apply: groupadd }],
]);

const UID = ['-u', '--uid'];
const SHADOW_HOME = ['-d', '--home-dir', '--home'];

/** Without a group of its own choice an account gets one with its name and, where that is free, its number. */
function useradd(call: AccountCall): Accounts {
  const name = operand(call);
  if (name === undefined) return call.accounts;
  const uid = idOption(call, UID);
  const base = textOption(call, ['-b', '--base-dir'], '/home');
  const home = textOption(call, SHADOW_HOME, base === undefined ? undefined : `${base}/${name}`);
  const ownGroup = hasFlag(call.options, ['-N', '--no-user-group']) ? undefined : uid;
  return withUser(call.accounts, name, { uid, gid: groupOption(call, ['-g', '--gid'], ownGroup), home });
}

/** `adduser app docker` puts an account into a group, and is not looked at. */
function adduser(call: AccountCall): Accounts {
  const name = operand(call);
  if (name === undefined || call.options.operands.length > 1) return call.accounts;
  const isSystem = hasFlag(call.options, ['--system', '-S']);
  const uid = idOption(call, UID);
  const home = textOption(call, ['-h', '--home'], isSystem ? undefined : `/home/${name}`);
  const gid = groupOption(call, ['-G', '--ingroup', '--gid'], isSystem ? undefined : uid);
  return withUser(call.accounts, name, { uid, gid, home });
}

function groupadd(call: AccountCall): Accounts {
  const name = operand(call);
  if (name === undefined || call.options.operands.length > 1) return call.accounts;
  return withGroup(call.accounts, name, idOption(call, ['-g', '--gid']));
}

function usermod(call: AccountCall): Accounts {
  const name = operand(call);
  if (name === undefined) return call.accounts;
  const before = call.accounts.users.get(name);
  return withUser(call.accounts, name, {
    uid: optionValue(call.options, UID) === undefined ? before?.uid : idOption(call, UID),
    gid: groupOption(call, ['-g', '--gid'], before?.gid),
    home: textOption(call, SHADOW_HOME, before?.home),
  });
}

function operand({ options, read }: AccountCall): string | undefined {
  const [word] = options.operands;
  return word && read.text(word);
}

function idOption({ options, read }: AccountCall, names: readonly string[]): IdText | undefined {
  const word = optionValue(options, names);
  return word && read.id(word);
}

function textOption(
  { options, read }: AccountCall,
  names: readonly string[],
  otherwise: string | undefined,
): string | undefined {
  const word = optionValue(options, names);
  return word === undefined ? otherwise : read.text(word);
}

/** A group given by number, or by the name of one that was created. */
function groupOption(
  { accounts, options, read }: AccountCall,
  names: readonly string[],
  otherwise: IdText | undefined,
): IdText | undefined {
  const word = optionValue(options, names);
  if (word === undefined) return otherwise;
  const name = read.text(word);
  if (name !== undefined && accounts.groups.has(name)) return accounts.groups.get(name);
  return name === 'root' ? '0' : read.id(word);
}
