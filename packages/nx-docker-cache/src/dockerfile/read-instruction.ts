import { sourceSpan } from './cooked-text';
import { splitHealthcheck } from './healthcheck';
import { canonicalName } from './instruction-name';
import { readJsonForm } from './json-form';
import { objectionToKeyValues } from './key-values';
import { splitInstruction, type SplitInstruction } from './split-instruction';
import type { CookedText, EscapeToken, JsonWord } from './syntax';

/** An instruction as its own text tells it, without its place in the file and its heredocs. */
export interface InstructionContent extends SplitInstruction {
  /** Upper-case. */
  readonly name: string;
  readonly original: CookedText;
  readonly json: readonly JsonWord[] | undefined;
  readonly trigger: InstructionContent | undefined;
}

/** Why BuildKit's parser does not accept an instruction. */
export interface Refusal {
  readonly refused: string;
}

/**
 * `ONBUILD ONBUILD …` parses to any depth, although BuildKit's next stage allows one: a bound keeps a hostile file from
 * exhausting the stack.
 */
const MAX_TRIGGER_DEPTH = 16;

/** Reads one instruction (`newNodeFromLine` of BuildKit's `parser/parser.go`). */
export function readInstruction(
  original: CookedText,
  escape: EscapeToken,
  depth = 0,
): InstructionContent | Refusal {
  const { keyword, keywordRange, flags, args } = splitInstruction(original, escape);
  const name = canonicalName(keyword);
  const meaning = (RULES.get(name) ?? plain)({ name, args, escape, depth });
  if ('refused' in meaning) return meaning;
  return { name, keyword, keywordRange, original, flags, args, json: meaning.json, trigger: meaning.trigger };
}

/** What arguments may mean beyond being text. */
type Meaning = Pick<InstructionContent, 'json' | 'trigger'>;

interface Arguments {
  readonly name: string;
  readonly args: CookedText;
  readonly escape: EscapeToken;
  /** How many ONBUILD stand in front. */
  readonly depth: number;
}

type Rule = (given: Arguments) => Meaning | Refusal;

const TEXT: Meaning = { json: undefined, trigger: undefined };

const plain: Rule = () => TEXT;

const maybeJson: Rule = ({ args }) => jsonFrom(args, 0);

/** The word in front (`CMD` or `NONE`) is not part of the JSON form. */
const healthcheck: Rule = ({ args }) => jsonFrom(args, splitHealthcheck(args.text).commandStart);

const keyValues: Rule = ({ name, args, escape }) => {
  const refused = objectionToKeyValues(name, args.text, escape);
  return refused === undefined ? TEXT : { refused };
};

const onbuild: Rule = ({ args, escape, depth }) => {
  if (args.text === '') return TEXT;
  if (depth === MAX_TRIGGER_DEPTH) return { refused: 'ONBUILD is nested too deeply' };
  const trigger = readInstruction(args, escape, depth + 1);
  return 'refused' in trigger ? trigger : { json: undefined, trigger };
};

/** The instructions whose arguments are more than words or a string at this level. */
const RULES: ReadonlyMap<string, Rule> = new Map([
  ['ADD', maybeJson],
  ['CMD', maybeJson],
  ['COPY', maybeJson],
  ['ENTRYPOINT', maybeJson],
  ['ENV', keyValues],
  ['HEALTHCHECK', healthcheck],
  ['LABEL', keyValues],
  ['ONBUILD', onbuild],
  ['RUN', maybeJson],
  ['SHELL', maybeJson],
  ['VOLUME', maybeJson],
]);

function jsonFrom(args: CookedText, from: number): Meaning | Refusal {
  const form = readJsonForm(args.text, from);
  if (form.kind === 'refused') return { refused: form.message };
  if (form.kind === 'none') return TEXT;
  const json = form.elements.map(({ value, start, end }) => ({
    value,
    range: sourceSpan(args, { start, end }),
  }));
  return { json, trigger: undefined };
}
