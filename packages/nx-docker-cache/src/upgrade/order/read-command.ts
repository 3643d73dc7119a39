import { posix } from 'node:path';
import type { CallWord, InstallCall, ManifestReads, SetVariable } from '../../recipes/manifests';
import { READS_NOTHING } from '../../recipes/manifests';
import { namedFile } from '../../recipes/manifests/named-files';
import type { Recipe } from '../../recipes/recipe';
import { isCallOf, toolCall, type ToolCall } from '../../recipes/tool-call';
import { programName, type Invocation } from '../../shell/invocation';
import { resolveWord, type Word } from '../../shell/word';
import type { InvocationInPlace } from '../script-environment';
import type { DeclineReason } from '../reasons';
import { neutralityOf, virtualEnvironment } from './neutral-commands';
import type { ScriptFacts } from './judge-run';
import { isKept, sourceIn, writtenSource } from './named-sources';
import { isWithin, overlap } from '../../context/within';

/** What one command of a RUN means for its place. `tool` installs something. */
export type CommandReading =
  | { readonly kind: 'reads'; readonly tool: string | undefined; readonly reads: ManifestReads }
  /** It changes the folder; undefined where to is not known. */
  | { readonly kind: 'folder'; readonly tool: undefined; readonly folder: string | undefined }
  | {
      readonly kind: 'fixed';
      readonly tool: string | undefined;
      readonly reason: DeclineReason;
      readonly detail: string;
    };

export interface CommandFacts extends ScriptFacts {
  /** Where the command runs. */
  readonly folder: string | undefined;
  readonly variable: (name: string) => SetVariable | undefined;
}

const NOTHING: CommandReading = { kind: 'reads', tool: undefined, reads: READS_NOTHING };

export function readCommand(place: InvocationInPlace, facts: CommandFacts): CommandReading {
  const { invocation } = place;
  const outside = outsideProblem(invocation, facts);
  const found = readTools(invocation, facts) ?? readOther(invocation, facts);
  if (outside === undefined || found.kind === 'fixed') return found;
  return { kind: 'fixed', tool: found.tool, reason: 'other-commands', detail: outside };
}

/** What around the command makes it uncertain: constructs, wrappers, redirections, the place of its program. */
function outsideProblem(invocation: Invocation, facts: CommandFacts): string | undefined {
  const { command, words } = invocation;
  const strange = command.nesting.find((nesting) =>
    /^(?:function|background|substitution|loop)$/.test(nesting),
  );
  if (strange !== undefined) return `a ${strange}`;
  const wrapper = command.words[0];
  if (wrapper !== undefined && wrapper !== words[0] && !isPlainWrapper(command.words, words))
    return wrapper.text;
  const redirected = command.redirections.find(
    ({ target, body }) => body === undefined && target !== undefined && !isElsewhere(target, facts),
  );
  if (redirected !== undefined) return `${redirected.operator}${redirected.target?.text ?? ''}`;
  const program = words[0] && valueOf(words[0], facts);
  if (program?.includes('/') === true && facts.folder !== undefined) {
    const path = posix.resolve(facts.folder, program);
    if (facts.copied.text(path) !== undefined) return program;
  }
  return undefined;
}

const PLAIN_WRAPPERS = /^(?:sudo|doas|env|exec|command|time|nice|ionice|timeout|stdbuf|nohup)$/;

function isPlainWrapper(all: readonly Word[], words: readonly Word[]): boolean {
  const wrappers = all.slice(0, Math.max(all.indexOf(words[0] ?? ({} as Word)), 0));
  return (
    wrappers.length > 0 &&
    PLAIN_WRAPPERS.test(programName(wrappers[0]) ?? '') &&
    wrappers
      .slice(1)
      .every(
        ({ text }) =>
          !/^(?:-C|--chdir|-D|-R|-i|conda|poetry|xargs|uv|mise|asdf|pyenv|rbenv|nodenv|volta)(?:=|$)/.test(
            text,
          ),
      )
  );
}

function valueOf(word: Word, { variable }: CommandFacts): string | undefined {
  if (word.parts.some(({ kind }) => kind === 'glob')) return undefined;
  const text = (name: string): string | undefined => variable(name)?.value;
  return resolveWord(word, {
    variable: text,
    home: (user) => (user === undefined ? text('HOME') : user === 'root' ? '/root' : undefined),
  });
}

/** Whether a path that a word names is apart from the sources. */
function isElsewhere(word: Word, facts: CommandFacts): boolean {
  const value = valueOf(word, facts) ?? fixedPart(word);
  if (value === undefined) return false;
  if (!value.startsWith('/') && facts.folder === undefined) return false;
  const path = posix.resolve(facts.folder ?? '/', value);
  return facts.sources.every((folder) => !overlap(path, folder));
}

/** `/var/lib/apt/lists/*`: the folder in front of what is not known, where it is deep enough to say something. */
function fixedPart({ parts }: Word): string | undefined {
  const [first] = parts;
  if (first?.kind !== 'text' || parts.some(({ kind }) => kind !== 'text' && kind !== 'glob'))
    return undefined;
  const folder = /^(\/[^/]+(?:\/.*)?)\//.exec(first.text)?.[1];
  return folder?.includes('..') === true ? undefined : folder;
}

function readTools(invocation: Invocation, facts: CommandFacts): CommandReading | undefined {
  for (const recipe of facts.recipes) {
    const call = toolCall(recipe, invocation);
    const reading = call && readCall(recipe, call, facts);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

/** Undefined where the call is none of the recipe's kind, or where nothing is known of it. */
function readCall(recipe: Recipe, call: ToolCall, facts: CommandFacts): CommandReading | undefined {
  if (call.effect === 'wipes' || call.effect === 'configures') return NOTHING;
  if (call.arguments.some(({ text }) => /^--(?:version|help)$/.test(text))) return NOTHING;
  if (recipe.manifests.neutral.some((subcommand) => isCallOf(recipe, call, subcommand)))
    return isNeutralCall(recipe, call, facts) ? NOTHING : undefined;
  if (call.effect !== 'fills' || isOtherKind(recipe, call, facts)) return undefined;
  const reads = recipe.manifests.reads(installCall(call, facts));
  if (reads.kind === 'uses-sources')
    return { kind: 'fixed', tool: undefined, reason: 'other-commands', detail: textOf(call.invocation) };
  if (reads.kind === 'declined')
    return { kind: 'fixed', tool: recipe.tool, reason: reads.reason, detail: reads.detail };
  return { kind: 'reads', tool: recipe.tool, reads: withProgram(reads, call, facts) };
}

function installCall(call: ToolCall, facts: CommandFacts): InstallCall {
  const words = call.arguments.map((word): CallWord => ({ text: word.text, value: valueOf(word, facts) }));
  const { folder, variable, copied } = facts;
  return { words, folder, variable, copied };
}

/** A setting for all projects that names no file of this one. */
function isNeutralCall({ manifests }: Recipe, call: ToolCall, facts: CommandFacts): boolean {
  if (call.arguments.some(({ text }) => /^(?:--local|--location.*)$/.test(text))) return false;
  const asked = installCall(call, facts);
  const isApart = asked.words.every(
    ({ text, value }) =>
      sourceIn(value ?? text, facts.sources) === undefined && namedFile(value ?? '', facts) === undefined,
  );
  return isApart && manifests.isNeutral?.(asked) !== false;
}

function isOtherKind(
  recipe: Recipe,
  call: ToolCall,
  { copied, folder, sites, variable }: CommandFacts,
): boolean {
  if (recipe.applies === undefined) return false;
  const texts = recipe.projectFiles.flatMap((name) => {
    const text = copied.text(posix.join(folder ?? '/', name));
    return text === undefined ? [] : [[name, text] as const];
  });
  const answer = recipe.applies({
    words: call.arguments.flatMap(({ value }) => value ?? []),
    variable: (name) => variable(name)?.value,
    files: new Map(texts),
    dockerfile: sites.dockerfile.text,
  });
  return answer === 'other-kind';
}

/** `/app/venv/bin/pip` writes into /app/venv. */
function withProgram(reads: ManifestReads, { invocation }: ToolCall, facts: CommandFacts): ManifestReads {
  const program = invocation.words[0] && valueOf(invocation.words[0], facts);
  if (program?.includes('/bin/') !== true || (facts.folder === undefined && !program.startsWith('/')))
    return reads;
  const environment = posix.dirname(posix.dirname(posix.resolve(facts.folder ?? '/', program)));
  return facts.sources.some((folder) => isWithin(environment, folder))
    ? { ...reads, outputs: [...reads.outputs, environment] }
    : reads;
}

function readOther(invocation: Invocation, facts: CommandFacts): CommandReading {
  const [program, ...rest] = invocation.words;
  if (program === undefined) return NOTHING;
  const name = programName(program) ?? '';
  const words = rest.map((word) => valueOf(word, facts) ?? word.text);
  if (name === 'cd') return readFolder(invocation, rest, facts);
  const environment = virtualEnvironment(name, words);
  if (environment !== undefined && facts.folder !== undefined)
    return {
      kind: 'reads',
      tool: undefined,
      reads: { ...READS_NOTHING, outputs: [posix.resolve(facts.folder, environment)] },
    };
  const neutrality = neutralityOf(name, words);
  const paths = rest.filter(
    (word) => !isNoPath(word) && (neutrality !== 'absolute' || word.text.includes('/')),
  );
  const isApart =
    neutrality === 'any' || (neutrality !== undefined && paths.every((word) => isElsewhere(word, facts)));
  const isSilent = neutrality === 'any' && !isKept(invocation);
  const written = isSilent
    ? undefined
    : writtenSource(invocation, (word) => valueOf(word, facts) ?? word.text, facts.sources);
  const isAway =
    neutrality !== 'here' ||
    (facts.folder !== undefined && facts.sources.every((folder) => !overlap(facts.folder ?? '/', folder)));
  return isApart && isAway && written === undefined
    ? NOTHING
    : { kind: 'fixed', tool: undefined, reason: 'other-commands', detail: textOf(invocation) };
}

/** Options, addresses, modes and the sign at the end of a test. */
function isNoPath({ text }: Word): boolean {
  return /^(?:-[^/]*|["']?https?:\/\/.*|[0-7]{3,4}|[ugoa]*[+=-][rwxXst]+|\])$/.test(text);
}

function readFolder(invocation: Invocation, [to]: readonly Word[], facts: CommandFacts): CommandReading {
  const value = to && valueOf(to, facts);
  const isCertain = invocation.command.nesting.every((nesting) => nesting === 'group');
  if (
    value === undefined ||
    !isCertain ||
    value === '-' ||
    (facts.folder === undefined && !value.startsWith('/'))
  )
    return { kind: 'fixed', tool: undefined, reason: 'other-commands', detail: textOf(invocation) };
  return { kind: 'folder', tool: undefined, folder: posix.resolve(facts.folder ?? '/', value) };
}

function textOf({ words }: Invocation): string {
  const text = words.map((word) => word.text).join(' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
