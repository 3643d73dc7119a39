/** A half-open range of UTF-16 offsets into the text of the file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A stretch of cooked text that stands unbroken in the file. */
export interface Segment {
  /** Offset in the cooked text. */
  readonly cooked: number;
  /** Offset in the file. */
  readonly source: number;
  readonly length: number;
}

/**
 * Text as BuildKit hands it on (continuations joined, comment and blank lines dropped), and where each of its
 * characters stands in the file. `segments` are in order and cover the whole text.
 */
export interface CookedText {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** The character that continues lines and takes the meaning from the next one. */
export type EscapeToken = '\\' | '`';

/** A flag at the start of an instruction: `--mount=type=cache,target=/x`, `--from=build`, `--link`. */
export interface Flag {
  /** Without the dashes, as written: BuildKit's flags are case-sensitive. */
  readonly name: string;
  /** What follows the `=` with quotes and escapes resolved; undefined for a bare flag. */
  readonly value: string | undefined;
  /** From the first dash to the end of the value. */
  readonly range: Range;
}

/** An element of the JSON form (`CMD ["python3", "app.py"]`). */
export interface JsonWord {
  readonly value: string;
  /** With the quotes. */
  readonly range: Range;
}

export interface Heredoc {
  /** The delimiter without quotes. */
  readonly name: string;
  /** `<<-`: leading tabs are stripped from body and terminator. */
  readonly chomp: boolean;
  /** False when the delimiter is quoted: BuildKit expands no variables in the body. */
  readonly expand: boolean;
  /** File descriptor in front of `<<`, 0 when there is none. */
  readonly fileDescriptor: number;
  /** The body as BuildKit reads it. */
  readonly content: string;
  /** The lines of the body in the file, without the terminator's line. */
  readonly body: Range;
}

export interface Instruction {
  /** Upper-case. Unknown instructions stay in the list. */
  readonly name: string;
  readonly keyword: Range;
  /** From the keyword to the end of the last line that belongs to it (heredocs and their terminator included), without its EOL. */
  readonly range: Range;
  /** 1-based, as BuildKit counts them. */
  readonly startLine: number;
  readonly endLine: number;
  readonly flags: readonly Flag[];
  /** The whole instruction: keyword, flags and arguments (`Original` of BuildKit's node). */
  readonly original: CookedText;
  /** What follows the name and the flags: the script of a RUN in shell form, the words of a COPY. */
  readonly args: CookedText;
  /** Set when the arguments are in JSON form. */
  readonly json: readonly JsonWord[] | undefined;
  /** Those of the instruction inside an ONBUILD belong to both. */
  readonly heredocs: readonly Heredoc[];
  /** The comments above it, as BuildKit attaches them: blank lines do not separate, an empty comment does. */
  readonly comments: readonly string[];
  /** The instruction inside an ONBUILD. */
  readonly trigger: Instruction | undefined;
}

/** A parser directive at the top: `# syntax=…`, `# escape=…`, `# check=…`. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
  readonly line: number;
}

/** A Dockerfile as BuildKit reads it. Everything points into `text`, which is kept as it is: printing returns it. */
export interface Dockerfile {
  readonly text: string;
  readonly directives: readonly Directive[];
  readonly escape: EscapeToken;
  readonly instructions: readonly Instruction[];
}

/** 1-based, columns in UTF-16 units. */
export interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type ParseResult =
  | { readonly ok: true; readonly dockerfile: Dockerfile }
  | { readonly ok: false; readonly problems: readonly SyntaxProblem[] };
