import { isDeepStrictEqual } from 'node:util';
import { readLikeOracle, type OracleProblem, type OracleReading } from './oracle-reading';

/** How our reading of a text differs from the oracle's; undefined when it does not. */
export function differenceToOracle(text: string, theirs: OracleReading): string | undefined {
  const ours = readLikeOracle(text);
  const same =
    isDeepStrictEqual(withoutProblems(ours), withoutProblems(theirs)) &&
    problemsAgree(ours.error, theirs.error && atOurLine(theirs.error)) &&
    problemsAgree(ours.rejected, theirs.rejected);
  return same
    ? undefined
    : `${JSON.stringify(text)}\n  ours:   ${JSON.stringify(ours)}\n  oracle: ${JSON.stringify(theirs)}`;
}

function withoutProblems({ escape, directives, instructions }: OracleReading): OracleReading {
  return { escape, directives, instructions };
}

function problemsAgree(ours: OracleProblem | undefined, theirs: OracleProblem | undefined): boolean {
  if (ours === undefined || theirs === undefined) return ours === theirs;
  return bareMessage(ours.message) === bareMessage(theirs.message) && ours.line === theirs.line;
}

/** BuildKit names the line before a bad directive or a line that is too long, and gives no line to an empty file. */
function atOurLine({ message, line }: OracleProblem): OracleProblem {
  const early = /parser directive|escape token|max allowed size/.test(message);
  return { message, line: Math.max(1, early ? line + 1 : line) };
}

/** The messages agree but for what they quote and suggest. */
const WORDINGS: readonly (readonly [RegExp, string])[] = [
  [/^dockerfile parse error on line \d+: /, ''],
  [/ \(did you mean .*\)$/s, ''],
  [/^unterminated heredoc.*/s, 'unterminated heredoc'],
  [/^(Syntax error - can't find =).*/s, '$1'],
  [/^(failed to parse csv \w+): .*/s, '$1'],
  [/^time: .*/s, 'duration'],
  [/^(?:strconv\.ParseInt|invalid number of retries).*/s, 'retries'],
  [/^(Unknown type|invalid name for build stage|Interval).*/s, '$1'],
];

function bareMessage(message: string): string {
  return WORDINGS.reduce((text, [wording, bare]) => text.replace(wording, bare), message);
}
