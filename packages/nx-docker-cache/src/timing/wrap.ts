/** Text in lines of at most `width` characters, broken between words; a longer word is broken where it must. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  if (word.length <= width) return [word];
  return [word.slice(0, width), ...pieces(word.slice(width), width)];
}

/** Less room than this is not worth wrapping for. */
const NARROWEST = 10;

/**
 * A line in lines of at most `width` characters, those after the first one further in (at `indent`), so that nothing of a
 * text is lost and each text can still be told from the next one.
 */
export function wrapLine(line: string, width: number, indent = indentOf(line) + 2): readonly string[] {
  if (line.length <= width) return [line];
  const own = ' '.repeat(indentOf(line));
  const [first = '', ...more] = wrap(line.slice(own.length), Math.max(NARROWEST, width - indent));
  return [own + first, ...more.map((each) => ' '.repeat(indent) + each)].map((each) => each.trimEnd());
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
