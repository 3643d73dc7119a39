import * as fc from 'fast-check';
import { MAX_LINE_BYTES } from './lines';
import { parse } from './parse';
import { print } from './print';
import { sourceOffset } from './cooked-text';
import { arbitraryDockerfile } from './testing/arbitrary-dockerfile';
import type { CookedText, Dockerfile, Instruction, Range } from './syntax';

function parsed(text: string): Dockerfile {
  const result = parse(text);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.dockerfile;
}

function withTriggers(instruction: Instruction): Instruction[] {
  return instruction.trigger === undefined
    ? [instruction]
    : [instruction, ...withTriggers(instruction.trigger)];
}

/** BuildKit's flag reader may cut a letter in two: then U+FFFD stands for what is left of it. */
function misplacedCharacters(text: string, cooked: CookedText, { start, end }: Range): string[] {
  return cooked.text.split('').filter((character, at) => {
    const source = sourceOffset(cooked, at);
    return source < start || source >= end || (character !== '\uFFFD' && text[source] !== character);
  });
}

describe('parse', () => {
  const anyText = fc.oneof(
    arbitraryDockerfile(),
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '\\',
        '\n',
        '\r',
        '#',
        '"',
        "'",
        '<',
        ' ',
        '\0',
        '\uFEFF',
        '\uD800',
        '\uDC00',
        'FROM a\n',
        'RUN ',
      ),
    }),
  );

  it('never throws, prints what it read, and says where the problem is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parse(text);
        if (result.ok) {
          expect(print(result.dockerfile)).toBe(text);
          return;
        }
        const lines = text.split('\n').length;
        for (const { message, line, column } of result.problems) {
          expect(message).not.toBe('');
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('knows the place in the file of every character that it hands on', () => {
    fc.assert(
      fc.property(arbitraryDockerfile(), (text) => {
        const result = parse(text);
        if (!result.ok) return;
        const misplaced = result.dockerfile.instructions
          .flatMap(withTriggers)
          .flatMap(({ original, args, range }) => [
            ...misplacedCharacters(text, original, { start: 0, end: range.end }),
            ...misplacedCharacters(text, args, range),
          ]);
        expect(misplaced).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('gives ranges of keyword, flags, words and heredocs', () => {
    const text =
      'FROM a\nONBUILD RUN --mount=type=cache,\\\ntarget=/x \\\n  --network="none" cat <<E\nb\nE\nCMD ["c", "d"]\n';
    const { instructions } = parsed(text);
    const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    const run = instructions[1]!.trigger!;
    expect(cut(run.keyword)).toBe('RUN');
    expect(run.flags.map(({ name, value, range }) => [name, value, cut(range)])).toEqual([
      ['mount', 'type=cache,target=/x', '--mount=type=cache,\\\ntarget=/x'],
      ['network', 'none', '--network="none"'],
    ]);
    expect(run.args.text).toBe('cat <<E');
    expect(run.heredocs.map(({ body }) => cut(body))).toEqual(['b\n']);
    expect(cut(instructions[1]!.range)).toBe(text.slice(7, text.indexOf('\nCMD')));
    expect(instructions[2]!.json!.map(({ range }) => cut(range))).toEqual(['"c"', '"d"']);
  });

  it.each([
    ['FROM a\n\n  ENV A\n', { message: 'ENV must have two arguments', line: 3, column: 3 }],
    [
      '# syntax=a\n# syntax=b\n',
      { message: 'only one syntax parser directive can be used', line: 2, column: 1 },
    ],
    ['', { message: 'file with no instructions', line: 1, column: 1 }],
    ['FROM a\nRUN <<EOF\n', { message: 'unterminated heredoc: no line "EOF" ends it', line: 2, column: 1 }],
    [
      'FROM a\nCMD [1]\n',
      {
        message: 'when using JSON array syntax, arrays must be comprised of strings only',
        line: 2,
        column: 1,
      },
    ],
  ])('says what is wrong with %j and where', (text, problem) => {
    expect(parse(text)).toEqual({ ok: false, problems: [problem] });
  });

  it('refuses a line that BuildKit finds too long, however long it is, at once', () => {
    const longest = `RUN ${'a'.repeat(MAX_LINE_BYTES - 1 - 'RUN '.length)}`;
    expect(parse(`FROM a\n${longest}\n`).ok).toBe(true);
    for (const text of [
      `FROM a\n${longest}a\n`,
      `FROM a\n${longest.slice(0, -1)}é`,
      `FROM a\n${'a'.repeat(10_000_000)}`,
    ]) {
      expect(parse(text)).toMatchObject({
        ok: false,
        problems: [{ line: 2, message: expect.stringContaining('65535') as string }],
      });
    }
  });

  it('reads an instruction of many lines in time that grows with its length', () => {
    const seconds = (lines: number): number => {
      const text = `FROM a\nRUN --mount=type=cache,target=/x ${'a \\\n'.repeat(lines)}b\n`;
      const start = process.cpuUsage().user;
      expect(parse(text).ok).toBe(true);
      return (process.cpuUsage().user - start) / 1e6;
    };
    seconds(10_000);
    expect(seconds(200_000) / Math.max(0.02, seconds(20_000))).toBeLessThan(60);
  });

  it('survives nesting without end', () => {
    expect(parse(`FROM a\n${'ONBUILD '.repeat(8000)}RUN a\n`)).toMatchObject({
      ok: false,
      problems: [{ line: 2 }],
    });
    expect(parse(`FROM a\nRUN cat <<A ${'${a:-'.repeat(12_000)}\nA\n`).ok).toBe(true);
    expect(parse(`FROM a\nCMD ${'['.repeat(30_000)}${']'.repeat(30_000)}\n`).ok).toBe(true);
  });
});
