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
const MAX_TRIGGER_DEPTH = 100;

/** Reads one instruction (`newNodeFromLine` of BuildKit's `parser/parser.go`). */
export function readInstruction(
  original: CookedText,
  escape: EscapeToken,
  depth = 0,
): InstructionContent | Refusal {
  const split = splitInstruction(original, escape);
  const content = { ...split, name: canonicalName(split.keyword), original };
  const rule = CONTENT_RULES.get(content.name) ?? plain;
  return rule(content, escape, depth);
}

type BareContent = Omit<InstructionContent, 'json' | 'trigger'>;
type ContentRule = (content: BareContent, escape: EscapeToken, depth: number) => InstructionContent | Refusal;

const plain: ContentRule = (content) => ({ ...content, json: undefined, trigger: undefined });

const maybeJson: ContentRule = (content) => withJson(content, 0);

/** The word in front (`CMD` or `NONE`) is not part of the JSON form. */
const healthcheck: ContentRule = (content) =>
  withJson(content, splitHealthcheck(content.args.text).commandStart);

const keyValues: ContentRule = (content, escape) => {
  const refused = objectionToKeyValues(content.name, content.args.text, escape);
  return refused === undefined ? plain(content, escape, 0) : { refused };
};

const onbuild: ContentRule = (content, escape, depth) => {
  if (content.args.text === '') return plain(content, escape, depth);
  if (depth === MAX_TRIGGER_DEPTH) return { refused: 'ONBUILD is nested too deeply' };
  const trigger = readInstruction(content.args, escape, depth + 1);
  return 'refused' in trigger ? trigger : { ...content, json: undefined, trigger };
};

/** Instructions whose arguments mean more than text at this level; the others are words or a string. */
const CONTENT_RULES: ReadonlyMap<string, ContentRule> = new Map([
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

function withJson(content: BareContent, from: number): InstructionContent | Refusal {
  const form = readJsonForm(content.args.text, from);
  if (form.kind === 'refused') return { refused: form.message };
  const json =
    form.kind === 'strings'
      ? form.elements.map(({ value, start, end }) => ({
          value,
          range: sourceSpan(content.args, { start, end }),
        }))
      : undefined;
  return { ...content, json, trigger: undefined };
}
