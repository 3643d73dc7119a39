import type { Assignment as AssignmentNode, Word as WordNode, WordPart as WordPartNode } from 'unbash';
import { sliceCooked, sourceSpan } from '../dockerfile/cooked-text';
import type { CookedText } from '../dockerfile/syntax';
import { plainValue, type Word, type WordPart } from './word';

/** A word of the parser's tree as ours. */
export function convertWord(node: WordNode, script: CookedText): Word {
  return finish(node.text, partsOf(node.text, node.parts), node, script);
}

/** `NAME=value` among the arguments (`export NAME=value`): one word to the command. */
export function convertAssignmentWord(node: AssignmentNode, script: CookedText): Word {
  if (node.value.type !== 'Word')
    return finish(node.text, [{ kind: 'unknown', text: node.text }], node, script);
  const { text, parts } = node.value;
  const name = node.text.slice(0, node.text.length - text.length);
  const [first, ...rest] = partsOf(text, parts);
  const head: readonly WordPart[] =
    first?.kind === 'text'
      ? [{ kind: 'text', text: name + first.text }]
      : [{ kind: 'text', text: name }, ...(first ? [first] : [])];
  return finish(node.text, [...head, ...rest], node, script);
}

interface Place {
  readonly pos: number;
  readonly end: number;
}

function finish(text: string, parts: readonly WordPart[], node: Place, script: CookedText): Word {
  return {
    text,
    parts,
    value: plainValue(parts),
    range: sourceSpan(script, { start: node.pos, end: node.end }),
    content: contentOf(text, node, script),
  };
}

/** Between double quotes the shell changes backslashes, substitutions and variables; the last keep their place. */
const SINGLE_QUOTED = /^'[^']*'$/;
const DOUBLE_QUOTED = /^"(?:[^"\\`$]|\$(?!\())*"$/;

function contentOf(text: string, { pos, end }: Place, script: CookedText): CookedText | undefined {
  if (!text.startsWith("'") && !text.startsWith('"')) return undefined;
  if (!SINGLE_QUOTED.test(text) && !DOUBLE_QUOTED.test(text)) return undefined;
  return sliceCooked(script, pos + 1, end - 1);
}

function partsOf(text: string, nodes: readonly WordPartNode[] | undefined): readonly WordPart[] {
  const parts = nodes === undefined ? [literal(text)] : nodes.flatMap((node) => convertPart(node, false));
  return text.startsWith('~') ? withHome(parts) : parts;
}

/** Without parts a word is free of quotes and expansions; what is left are backslashes. */
function literal(text: string): WordPart {
  if (!text.includes('\\')) return { kind: 'text', text };
  return { kind: 'text', text: text.replace(/\\([^])/g, (_, next: string) => (next === '\n' ? '' : next)) };
}

function withHome([first, ...rest]: readonly WordPart[]): readonly WordPart[] {
  const tilde = first?.kind === 'text' ? /^~([\w.-]*)(?=\/|$)/.exec(first.text) : null;
  if (first?.kind !== 'text' || tilde === null) return [{ kind: 'unknown', text: '~' }, ...rest];
  const user = tilde[1] === '' ? undefined : tilde[1];
  return [{ kind: 'home', user }, { kind: 'text', text: first.text.slice(tilde[0].length) }, ...rest];
}

function convertPart(node: WordPartNode, quoted: boolean): readonly WordPart[] {
  switch (node.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ kind: 'text', text: node.value }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return node.parts.flatMap((part) => convertPart(part, true));
    case 'Glob':
      return [{ kind: 'glob', text: node.text }];
    case 'SimpleExpansion':
      return [variable(node.text.slice(1), node.text, quoted)];
    case 'ParameterExpansion': {
      const isPlain = node.prefix === undefined && node.index === undefined && node.operation === undefined;
      return [isPlain ? variable(node.parameter, node.text, quoted) : { kind: 'unknown', text: node.text }];
    }
    default:
      return [{ kind: 'unknown', text: node.text }];
  }
}

function variable(name: string, text: string, quoted: boolean): WordPart {
  return /^[A-Za-z_]\w*$/.test(name) ? { kind: 'variable', name, quoted } : { kind: 'unknown', text };
}
