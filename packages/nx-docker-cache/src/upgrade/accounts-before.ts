import type { Word } from '../shell/word';
import { accountsAfter } from './account-commands';
import { NO_ACCOUNTS, type Accounts, type IdText, type WordReader } from './accounts';
import { environmentsOf, wordValue, type CallEnvironment } from './script-environment';
import { runsBefore, type RunSite, type Sites } from './sites';
import { startingEnvironment } from './starting-environment';

/** The users and groups that the RUNs before this one create. */
export function accountsBefore(sites: Sites, site: RunSite): Accounts {
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
