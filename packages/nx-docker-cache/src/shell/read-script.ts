import {
  parse,
  forEachChild,
  type Assignment as AssignmentNode,
  type Command as CommandNode,
  type Redirection as RedirectionNode,
  type Statement as StatementNode,
  type SyntaxNode,
} from 'unbash';
import { sliceCooked, sourceOffset, sourceSpan } from '../dockerfile/cooked-text';
import type { CookedText, Range } from '../dockerfile/syntax';
import type {
  Assignment,
  Command,
  CommandList,
  Joint,
  ListItem,
  Nesting,
  Redirection,
  ScriptReading,
} from './command';
import { convertAssignmentWord, convertWord } from './convert-word';

/**
 * Reads a script as Bash. Nothing is ever printed from the parser's tree: what comes out are words and their places
 * in the file.
 */
export function readScript(script: CookedText): ScriptReading {
  try {
    return readNested(script);
  } catch (error) {
    // The parser and this reader follow the nesting of a script, and the stack ends: nobody writes such a script.
    if (!(error instanceof RangeError)) throw error;
    const offset = sourceOffset(script, 0);
    return { commands: [], problems: [{ message: 'it is nested too deeply', offset }] };
  }
}

function readNested(script: CookedText): ScriptReading {
  const tree = parse(script.text);
  const reader = new ScriptReader(script);
  reader.list(tree.commands, []);
  const problems = (tree.errors ?? []).map(({ message, pos }) => ({
    message,
    offset: sourceOffset(script, Math.min(pos, script.text.length)),
  }));
  return { commands: reader.commands, problems };
}

/** What a construct means for the commands in it; the others leave their nesting as it is. */
const NESTING: Partial<Record<SyntaxNode['type'], Nesting>> = {
  For: 'loop',
  ArithmeticFor: 'loop',
  Select: 'loop',
  While: 'loop',
  If: 'branch',
  Case: 'branch',
  Function: 'function',
  Coproc: 'background',
  Subshell: 'subshell',
  BraceGroup: 'group',
  CommandExpansion: 'substitution',
  ProcessSubstitution: 'substitution',
};

type Item = StatementNode['command'];

class ScriptReader {
  readonly commands: Command[] = [];

  constructor(private readonly script: CookedText) {}

  list(statements: readonly StatementNode[], nesting: readonly Nesting[]): void {
    const nodes = statements.flatMap(
      ({ command, background }): { node: Item; nesting: readonly Nesting[] }[] => {
        const inner: readonly Nesting[] = background === true ? [...nesting, 'background'] : nesting;
        if (command.type !== 'AndOr') return [{ node: command, nesting: inner }];
        return command.commands.map((node) => ({ node, nesting: inner }));
      },
    );
    const items: ListItem[] = [];
    const list: CommandList = { items, joints: this.jointsOf(statements) };
    nodes.forEach(({ node, nesting: inner }, index) => {
      const simple = simpleCommandOf(node);
      const command = simple && this.command(simple, inner, { list, index });
      items.push({ range: this.inFile(node), command });
      if (command === undefined) this.descend(node, inner);
    });
  }

  private jointsOf(statements: readonly StatementNode[]): Joint[] {
    return statements.flatMap((statement, index): Joint[] => {
      const inner = statement.command.type === 'AndOr' ? statement.command.operators : [];
      const next = statements[index + 1];
      if (next === undefined) return statement.background === true ? [...inner, '&'] : [...inner];
      const between = this.script.text.slice(statement.command.end, next.pos);
      return [...inner, statement.background === true ? '&' : /^[^\n#]*;/.test(between) ? ';' : 'newline'];
    });
  }

  private command(node: CommandNode, nesting: readonly Nesting[], place: Command['place']): Command {
    const suffixWords = node.suffix.filter((part) => part.type === 'Word' || part.type === 'Assignment');
    const command: Command = {
      range: this.inFile(node),
      assignments: node.prefix
        .filter((part) => part.type === 'Assignment')
        .map((part) => this.assignment(part)),
      words: [
        ...(node.name ? [convertWord(node.name, this.script)] : []),
        ...suffixWords.map((part) =>
          part.type === 'Word' ? convertWord(part, this.script) : convertAssignmentWord(part, this.script),
        ),
      ],
      redirections: node.redirects.map((redirect) => this.redirection(redirect)),
      nesting,
      place,
    };
    this.commands.push(command);
    this.descend(node, nesting);
    return command;
  }

  private assignment(node: AssignmentNode): Assignment {
    return {
      name: node.name,
      value: node.value.type === 'Word' ? convertWord(node.value, this.script) : undefined,
      text: node.text,
      range: this.inFile(node),
    };
  }

  private redirection(node: RedirectionNode): Redirection {
    const range = this.inFile(node);
    if (node.type !== 'HereDoc') {
      const target = node.target && convertWord(node.target, this.script);
      return { operator: node.operator, target, body: undefined, range };
    }
    const { body, delimiter } = node;
    const isLiteral = delimiter?.quoted === true || !/[\\`$]/.test(body.text);
    const content = sliceCooked(this.script, body.pos, body.end);
    return { operator: node.operator, target: undefined, body: { content, isLiteral }, range };
  }

  private inFile({ pos, end }: { readonly pos: number; readonly end: number }): Range {
    return sourceSpan(this.script, { start: pos, end });
  }

  /** Looks for further commands below a node: in lists, in the parts of words, in the bodies of constructs. */
  private descend(node: SyntaxNode, nesting: readonly Nesting[]): void {
    const own = NESTING[node.type];
    const inner = own === undefined ? nesting : [...nesting, own];
    if (node.type === 'Pipeline' && node.commands.length > 1) {
      for (const part of node.commands) this.part(part, [...inner, 'pipeline']);
      return;
    }
    forEachChild(node, (child) => {
      const isCondition =
        (node.type === 'If' || node.type === 'Elif' || node.type === 'While') && child === node.clause;
      this.part(child, isCondition ? [...inner, 'condition'] : inner);
    });
  }

  private part(node: SyntaxNode, nesting: readonly Nesting[]): void {
    if (node.type === 'Command') {
      this.command(node, nesting, undefined);
    } else if (node.type === 'CompoundList') {
      this.list(node.commands, nesting);
    } else if (node.type === 'Script') {
      // The text of an escaped backquote substitution is decoded first: its places are not those of the file.
      if (node.source === undefined) this.list(node.commands, nesting);
    } else {
      this.descend(node, nesting);
    }
  }
}

function simpleCommandOf(node: Item): CommandNode | undefined {
  if (node.type === 'Command') return node;
  const [only, ...others] = node.type === 'Pipeline' ? node.commands : [];
  return only?.type === 'Command' && others.length === 0 ? only : undefined;
}
