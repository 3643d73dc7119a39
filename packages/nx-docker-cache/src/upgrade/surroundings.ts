import type { Variable } from '../dockerfile/expand';
import type { ScopedVariable } from '../dockerfile/scope';
import type { Word } from '../shell/word';
import { accountsAfter, NO_ACCOUNTS, type Accounts, type IdText, type WordReader } from './accounts';
import { imageUser, shippedAccount } from './known-images';
import { environmentsOf, wordValue, type CallEnvironment } from './script-environment';
import { baseImage, lineage, runsBefore, type RunSite, type Sites } from './sites';

/** Who runs a RUN. */
export type RunUser =
  | { readonly kind: 'root' }
  | { readonly kind: 'other'; readonly uid: IdText; readonly gid: IdText | undefined }
  | { readonly kind: 'unknown'; readonly detail: string };

/** What a RUN finds when it starts. */
export interface Surroundings {
  readonly user: RunUser;
  /** True when the Dockerfile or knowledge of the image says who the user is; otherwise root is assumed. */
  readonly userIsCertain: boolean;
  /** Undefined when it is not known. */
  readonly home: string | undefined;
  readonly environment: CallEnvironment;
}

/** What is known of a RUN before it starts: from its scope, from the RUNs before it, from its base image. */
export function surroundingsOf(sites: Sites, site: RunSite): Surroundings {
  const image = baseImage(sites.stages, site.stage);
  const inherited = image === undefined ? undefined : imageUser(image);
  const { user, home, isCertain } = userOf(sites, site, image);
  const ownHome = site.scope.variable('HOME') === undefined ? undefined : site.scope.home;
  const effectiveHome =
    ownHome === undefined
      ? inherited?.setsHome === true
        ? inherited.home
        : home
      : ownHome.kind === 'known'
        ? ownHome.value
        : undefined;
  return {
    user,
    userIsCertain: isCertain,
    home: effectiveHome,
    environment: startingEnvironment(site, effectiveHome),
  };
}

function startingEnvironment(site: RunSite, home: string | undefined): CallEnvironment {
  const variable = (name: string): Variable => {
    if (name === 'HOME') return home === undefined ? { kind: 'unknown' } : { kind: 'set', value: home };
    return valueOf(site.scope.variable(name));
  };
  return { variable, isExported: (name) => name === 'HOME' || site.scope.variable(name) !== undefined };
}

function valueOf(variable: ScopedVariable | undefined): Variable {
  if (variable === undefined) return { kind: 'unset' };
  return variable.value.kind === 'known' ? { kind: 'set', value: variable.value.value } : { kind: 'unknown' };
}

interface UserFacts {
  readonly user: RunUser;
  readonly home: string | undefined;
  readonly isCertain: boolean;
}

const ROOT: UserFacts = { user: { kind: 'root' }, home: '/root', isCertain: true };

function userOf(sites: Sites, site: RunSite, image: string | undefined): UserFacts {
  const { user } = site.scope;
  if (user.kind === 'unknown') return unknownUser(`USER depends on ${user.variables.join(', ')}`);
  if (user.kind === 'base-image') return userOfImage(image);
  const [name = '', group] = user.value.split(':');
  if (name === 'root' || name === '0' || name === '') return ROOT;
  const accounts = accountsBefore(sites, site);
  const account = accounts.users.get(name) ?? accountOfImage(image, name) ?? accountWithId(accounts, name);
  const uid = /^\d+$/.test(name) ? (writtenId(sites, site) ?? name) : account?.uid;
  if (uid === undefined) return unknownUser(`USER ${user.value}`);
  const gid = group === undefined ? account?.gid : /^\d+$/.test(group) ? group : accounts.groups.get(group);
  return { user: { kind: 'other', uid, gid }, home: account?.home, isCertain: true };
}

function unknownUser(detail: string): UserFacts {
  return { user: { kind: 'unknown', detail }, home: undefined, isCertain: true };
}

function userOfImage(image: string | undefined): UserFacts {
  const known = image === undefined ? undefined : imageUser(image);
  if (known === undefined) return { ...ROOT, isCertain: false };
  if (known.uid === undefined)
    return { ...unknownUser(`the image ${image ?? ''} does not run as root`), home: known.home };
  const user: RunUser = { kind: 'other', uid: String(known.uid), gid: known.gid?.toString() };
  return { user, home: known.home, isCertain: true };
}

interface FoundAccount {
  readonly uid: IdText | undefined;
  readonly gid: IdText | undefined;
  readonly home: string | undefined;
}

function accountOfImage(image: string | undefined, name: string): FoundAccount | undefined {
  const account = image === undefined ? undefined : shippedAccount(image, name);
  return account && { uid: account.uid?.toString(), gid: account.gid?.toString(), home: account.home };
}

/** The account that a numeric USER stands for. */
function accountWithId(accounts: Accounts, id: string): FoundAccount | undefined {
  return [...accounts.users.values()].find((account) => account.uid === id);
}

/** `$UID` of a `USER $UID`, where an ARG of this stage says what it is: a build may change it. */
function writtenId(sites: Sites, site: RunSite): IdText | undefined {
  const own = lineage(sites.stages, site.stage).flatMap((stage) => stage.instructions);
  const last = own.findLast(
    ({ instruction }) => instruction.name === 'USER' && instruction.startLine < site.run.startLine,
  );
  const name = /^\$\{?(\w+)\}?(?::|$)/.exec(last?.instruction.args.text.trim() ?? '')?.[1];
  return name !== undefined && site.scope.variable(name)?.origin === 'arg' ? `$${name}` : undefined;
}

function accountsBefore(sites: Sites, site: RunSite): Accounts {
  let accounts = NO_ACCOUNTS;
  for (const earlier of runsBefore(sites, site)) {
    const commands = earlier.commands();
    if (!commands.ok) continue;
    for (const { invocation, environment } of environmentsOf(
      commands.invocations,
      startingEnvironment(earlier, undefined),
    )) {
      accounts = accountsAfter(accounts, invocation, readerOf(environment, earlier, site));
    }
  }
  return accounts;
}

function readerOf(environment: CallEnvironment, earlier: RunSite, site: RunSite): WordReader {
  const text = (word: Word): string | undefined => wordValue(word, environment);
  return { text, id: (word) => argReference(word, earlier, site) ?? digits(text(word)) };
}

function digits(value: string | undefined): string | undefined {
  return value !== undefined && /^\d+$/.test(value) ? value : undefined;
}

/** `$NAME` for a word that is just an ARG with a number as its default, where the ARG is in force at the RUN too. */
function argReference(word: Word, earlier: RunSite, site: RunSite): IdText | undefined {
  const [part, ...others] = word.parts;
  if (part?.kind !== 'variable' || others.length > 0) return undefined;
  const before = earlier.scope.variable(part.name);
  const now = site.scope.variable(part.name);
  if (before?.origin !== 'arg' || before.setBy !== now?.setBy) return undefined;
  return before.value.kind === 'known' && digits(before.value.value) !== undefined
    ? `$${part.name}`
    : undefined;
}
