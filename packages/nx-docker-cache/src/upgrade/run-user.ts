import { accountsBefore } from './accounts-before';
import type { Account, Accounts, IdText } from './accounts';
import { imageAccount, imageUser, isRootImage, type ImageUser } from './known-images';
import { programName } from '../shell/invocation';
import { baseImage, lineage, runsBefore, type RunSite, type Sites } from './sites';

/** Who runs a RUN. */
export type RunUser =
  /** `isAssumed`: neither the Dockerfile nor knowledge of the image says so, but nearly all images do. */
  | { readonly kind: 'root'; readonly isAssumed: boolean }
  | { readonly kind: 'other'; readonly uid: IdText; readonly gid: IdText | undefined }
  | { readonly kind: 'unknown'; readonly detail: string };

export interface UserFacts {
  readonly user: RunUser;
  /** As the account has it; undefined when it is not known. */
  readonly home: string | undefined;
}

/** The user that is in force for a RUN, from USER, the accounts that earlier RUNs create, and the base image. */
export function runUser(sites: Sites, site: RunSite): UserFacts {
  const image = baseImage(sites.stages, site.stage);
  const ofImage = image === undefined ? undefined : imageUser(image);
  const { user } = site.scope;
  if (user.kind === 'base-image') return userOfImage(sites, site, image, ofImage);
  const written = writtenUser(sites, site);
  const [name = '', group] = user.kind === 'known' ? user.value.split(':') : [];
  if (user.kind === 'known' && (name === 'root' || name === '0' || name === '')) return root(false);
  const accounts = accountsBefore(sites, site);
  const shipped = image === undefined ? undefined : imageAccount(image, written.split(':')[0] ?? '');
  if (shipped !== undefined && !accounts.users.has(name)) return ownUser(shipped, image);
  if (user.kind === 'unknown') return unknownUser(`USER ${written}`);
  return namedUser(accounts, site, { name, group, written });
}

function root(isAssumed: boolean): UserFacts {
  return { user: { kind: 'root', isAssumed }, home: '/root' };
}

function unknownUser(detail: string): UserFacts {
  return { user: { kind: 'unknown', detail }, home: undefined };
}

/** Without USER it is that of the image. `sudo` in front of commands says that an image we do not know is none of root. */
function userOfImage(
  sites: Sites,
  site: RunSite,
  image: string | undefined,
  ofImage: ImageUser | undefined,
): UserFacts {
  if (ofImage !== undefined) return ownUser(ofImage, image);
  if (image !== undefined && isRootImage(image)) return root(false);
  const usesSudo = [...runsBefore(sites, site), site].some(startsWithSudo);
  return usesSudo
    ? unknownUser(`commands run with sudo, and ${image ?? 'the base image'} is not known to run as root`)
    : root(true);
}

function startsWithSudo({ commands }: RunSite): boolean {
  const read = commands();
  return read.ok && read.invocations.some(({ command }) => programName(command.words[0]) === 'sudo');
}

function ownUser({ uid, gid, home }: ImageUser, image: string | undefined): UserFacts {
  if (uid === undefined) return { ...unknownUser(`the image ${image ?? ''} does not run as root`), home };
  return { user: { kind: 'other', uid: String(uid), gid: gid?.toString() }, home };
}

interface NamedUser {
  readonly name: string;
  readonly group: string | undefined;
  readonly written: string;
}

function namedUser(accounts: Accounts, site: RunSite, { name, group, written }: NamedUser): UserFacts {
  const isNumber = /^\d+$/.test(name);
  const account = isNumber ? accountWithId(accounts, name) : accounts.users.get(name);
  const uid = isNumber ? (argOf(site, written) ?? name) : account?.uid;
  if (uid === undefined) return unknownUser(`USER ${written}`);
  return { user: { kind: 'other', uid, gid: groupId(accounts, account, group) }, home: account?.home };
}

function groupId(
  accounts: Accounts,
  account: Account | undefined,
  group: string | undefined,
): IdText | undefined {
  if (group === undefined) return account?.gid;
  return /^\d+$/.test(group) ? group : accounts.groups.get(group);
}

/** The account that a numeric USER stands for. */
function accountWithId({ users }: Accounts, id: string): Account | undefined {
  return [...users.values()].find((account) => account.uid === id);
}

/** The words of the USER in force. */
function writtenUser({ stages }: Sites, { stage, run, isTrigger }: RunSite): string {
  const all = lineage(stages, stage).flatMap((each) =>
    each.instructions.map(({ instruction }) => instruction),
  );
  const before = isTrigger ? all : all.filter(({ startLine }) => startLine < run.startLine);
  return before.findLast(({ name }) => name === 'USER')?.args.text.trim() ?? '';
}

/** `$UID` of a `USER $UID`, where an ARG of the stage says what it is: a build may change it. */
function argOf({ scope }: RunSite, written: string): IdText | undefined {
  const name = /^\$\{?(\w+)\}?(?::|$)/.exec(written)?.[1];
  return name !== undefined && scope.variable(name)?.origin === 'arg' ? `$${name}` : undefined;
}
