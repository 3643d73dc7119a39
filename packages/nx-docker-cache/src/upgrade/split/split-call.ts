import { callArguments, type CallOption } from '../../recipes/manifests/call-arguments';
import { notNamed } from '../../recipes/manifests/named-packages';
import { PIP_FLAGS, PIP_VALUE_OPTIONS } from '../../recipes/manifests/pip';
import { isCallOf, toolCall, type ToolCall } from '../../recipes/tool-call';
import { recipe as pip } from '../../recipes/tools/pip';
import { recipe as uv } from '../../recipes/tools/uv';
import type { Invocation } from '../../shell/invocation';
import type { Word } from '../../shell/word';
import { runnerOf } from '../installer/which-python';
import { removalProblem, type ScriptChange } from '../script-change';
import { refuseSplit, type SplitRefusal } from './reasons';

/** A call that installs requirements files and nothing else. */
export interface SplitCall {
  readonly kind: 'call';
  /** The files, as the call names them. */
  readonly files: readonly string[];
  readonly constraints: readonly string[];
  /** Whether it installs what the files name and nothing beside it. */
  readonly isComplete: boolean;
  /** What makes it install the snapshot in their place. */
  readonly changes: (snapshot: string) => readonly ScriptChange[];
}

/** Undefined for what is no install of pip or uv. */
export function installCall(invocation: Invocation): ToolCall | undefined {
  const ofPip = toolCall(pip, invocation);
  if (ofPip !== undefined && isCallOf(pip, ofPip, 'install')) return ofPip;
  const ofUv = toolCall(uv, invocation);
  return ofUv !== undefined && isCallOf(uv, ofUv, 'pip install') ? ofUv : undefined;
}

/** A second install over a first one would do nothing, or do it all again. */
const IN_THE_WAY: readonly string[] = [
  ...'-t --target --prefix --root -I --ignore-installed --force-reinstall --reinstall'.split(' '),
  ...'--reinstall-package --exact -e --editable --dry-run --upgrade-package -P --group'.split(' '),
  ...'--override --overrides -b --build-constraint --build-constraints'.split(' '),
];
/** What begins like one of them and is another option: pip takes options abbreviated. */
const OTHERS: ReadonlySet<string> = new Set(['--pre', '--upgrade']);

function isInTheWay({ name, value }: CallOption): boolean {
  if (/^(?:-f|--find-links)$/.test(name)) return !/^https?:\/\//.test(value?.value ?? '');
  if (OTHERS.has(name)) return false;
  return IN_THE_WAY.some((option) => option === name || (/^--\w/.test(name) && option.startsWith(name)));
}

function isConstraint(name: string): boolean {
  return /^(?:-c|--constraints?)$/.test(name);
}

/** Whether an install names packages only, so that it may run twice. */
export function isOfNames({ arguments: words }: ToolCall): boolean {
  const { options, operands } = callArguments(words, PIP_VALUE_OPTIONS);
  const packages = operands.filter(({ value }) => value !== 'install' && value !== 'pip');
  return (
    !options.some((option) => isInTheWay(option) || isConstraint(option.name)) &&
    notNamed(packages) === undefined
  );
}

/** Reads a call; undefined where it names no requirements file. */
export function splitCall(call: ToolCall): SplitCall | SplitRefusal | undefined {
  const { invocation, arguments: words } = call;
  const { options, operands } = callArguments(words, PIP_VALUE_OPTIONS, PIP_FLAGS);
  const isList = (name: string): boolean => /^(?:-r|--requirements?)$/.test(name);
  const lists = options.filter(({ name }) => isList(name));
  if (lists.length === 0) return undefined;
  if (
    removalProblem(invocation) !== undefined ||
    invocation.runsAs !== 'caller' ||
    runnerOf(invocation) !== undefined ||
    words.some(({ text }) => CLUSTER.test(text))
  )
    return refuseSplit('script-not-read', invocation.words.map(({ text }) => text).join(' '));
  const problem = options.find(isInTheWay);
  if (problem !== undefined) return refuseSplit('option-in-the-way', problem.name);
  const named = operands.find(({ value }) => value !== 'install' && value !== 'pip');
  if (named !== undefined) return refuseSplit('other-commands', named.text);
  const files = lists.flatMap(({ value }) => value?.value ?? []);
  if (files.length < lists.length) return refuseSplit('requirements-unreadable', lists.at(-1)?.value?.text);
  return {
    kind: 'call',
    files,
    constraints: options.flatMap(({ name, value }) => (isConstraint(name) ? (value?.value ?? []) : [])),
    isComplete: options.some(({ name }) => name === '--no-deps' || name === '--no-dependencies'),
    changes: (snapshot) => withSnapshot(invocation, words, snapshot),
  };
}

/** `-qr file`: not taken apart. */
const CLUSTER = /^-[a-zA-Z]+[rc]$/;

/** The first `-r` names the snapshot; other ones, and constraints, go: everything in the snapshot is pinned. */
function withSnapshot(
  { command }: Invocation,
  words: readonly Word[],
  snapshot: string,
): readonly ScriptChange[] {
  const changes: ScriptChange[] = [];
  let isNamed = false;
  words.forEach(({ text, range }, index) => {
    const [, option = '', attached] = /^(-[rc]|--(?:requirement|constraint)s?)(?:=?(.+))?$/.exec(text) ?? [];
    if (option === '') return;
    const isFirst = /^(?:-r|--r)/.test(option) && !isNamed;
    isNamed ||= isFirst;
    const value = attached === undefined ? words[index + 1]?.range : undefined;
    if (!isFirst) {
      changes.push({ kind: 'word', command, range });
      if (value !== undefined) changes.push({ kind: 'word', command, range: value });
    } else if (value === undefined) {
      changes.push({ kind: 'replacement', command, range, text: `-r ${snapshot}` });
    } else changes.push({ kind: 'replacement', command, range: value, text: snapshot });
  });
  return changes;
}
