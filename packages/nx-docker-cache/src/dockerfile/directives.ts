import { skipSpace } from './blanks';
import { LineReader, type Line } from './lines';
import type { Directive, EscapeToken } from './syntax';

export interface DirectivesRead {
  readonly directives: readonly Directive[];
  readonly escape: EscapeToken;
  /** A directive that BuildKit refuses, and the offset of its line. */
  readonly problem: { readonly message: string; readonly offset: number } | undefined;
}

const NAMES: readonly string[] = ['syntax', 'escape', 'check'];

/** `directiveRegexp` of BuildKit's `parser/directives.go`: Go's `\s` is ASCII, its `.` is anything but a line feed. */
const DIRECTIVE = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=[\t\n\f\r ]*([^\n]+?)[\t\n\f\r ]*$/;

/** The directives stand at the top of the file; the first line that is none ends them. */
export function readDirectives(text: string): DirectivesRead {
  const lines = new LineReader(text);
  const directives: Directive[] = [];
  let escape: EscapeToken = '\\';
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const directive = directiveOn(text, line);
    if (directive === undefined) break;
    const message = objection(directive, directives);
    if (message !== undefined)
      return { directives, escape, problem: { message, offset: directive.range.start } };
    if (directive.name === 'escape') escape = directive.value === '`' ? '`' : '\\';
    directives.push(directive);
  }
  return { directives, escape, problem: undefined };
}

function directiveOn(text: string, line: Line): Directive | undefined {
  const start = skipSpace(text, line.start, line.end);
  if (text.charAt(start) !== '#' || start >= line.end) return undefined;
  const match = DIRECTIVE.exec(text.slice(skipSpace(text, start + 1, line.end), line.end));
  const name = match?.[1]?.toLowerCase();
  const value = match?.[2];
  if (name === undefined || value === undefined || !NAMES.includes(name)) return undefined;
  return { name, value, range: { start, end: line.end }, line: line.number };
}

function objection({ name, value }: Directive, before: readonly Directive[]): string | undefined {
  if (before.some((directive) => directive.name === name))
    return `only one ${name} parser directive can be used`;
  if (name === 'escape' && value !== '\\' && value !== '`') {
    return `invalid escape token '${value}' does not match \` or \\`;
  }
  return undefined;
}
