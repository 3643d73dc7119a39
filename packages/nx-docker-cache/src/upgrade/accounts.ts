import type { Word } from '../shell/word';

/**
 * A user or group id for a mount: digits, or `$NAME` of an ARG, whose value a build may change (BuildKit expands
 * variables in mounts).
 */
export type IdText = string;

/** A user that the Dockerfile creates, or that an image comes with. */
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

export function withUser(accounts: Accounts, name: string, account: Account): Accounts {
  return { ...accounts, users: new Map([...accounts.users, [name, account]]) };
}

export function withGroup(accounts: Accounts, name: string, gid: IdText | undefined): Accounts {
  return { ...accounts, groups: new Map([...accounts.groups, [name, gid]]) };
}

/** What the words of a command are, as far as the Dockerfile tells. */
export interface WordReader {
  /** The value, for names and paths. */
  readonly text: (word: Word) => string | undefined;
  /** The value as it may stand in a mount. */
  readonly id: (word: Word) => IdText | undefined;
}
