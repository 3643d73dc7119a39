const CHARACTER_WIDTH = 8.4;
const LINE_HEIGHT = 20;
const MARGIN = 16;

/** The colours of the ANSI codes that our own rendering uses; everything else is shown in the default colour. */
const COLOURS: Readonly<Record<string, string>> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#f2cc60',
  '36': '#79c0ff',
  '2': '#8b949e',
  '90': '#8b949e',
};

interface Span {
  readonly text: string;
  readonly colour: string | undefined;
  readonly bold: boolean;
}

/** What a terminal shows as a picture: every line of text (with ANSI colours) as it stands, on a dark ground. */
export function terminalSvg(text: string): string {
  const lines = text.replace(/\s+$/, '').split('\n').map(spansOf);
  const columns = Math.max(...lines.map((spans) => spans.reduce((sum, span) => sum + span.text.length, 0)));
  const width = Math.ceil(columns * CHARACTER_WIDTH + 2 * MARGIN);
  const height = lines.length * LINE_HEIGHT + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="terminal output">`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3" xml:space="preserve">`,
    ...lines.map((spans, index) => renderLine(spans, MARGIN + (index + 0.75) * LINE_HEIGHT)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function renderLine(spans: readonly Span[], y: number): string {
  return `<text x="${MARGIN}" y="${y}">${spans.map(renderSpan).join('')}</text>`;
}

function renderSpan({ text, colour, bold }: Span): string {
  const fill = colour === undefined ? '' : ` fill="${colour}"`;
  const weight = bold ? ' font-weight="bold"' : '';
  return `<tspan${fill}${weight}>${escapeXml(text)}</tspan>`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let colour: string | undefined;
  let bold = false;
  for (const piece of line.split(/(\u001b\[[\d;]*m)/)) {
    if (piece.startsWith('\u001b[')) {
      for (const code of piece.slice(2, -1).split(';')) {
        if (code === '' || code === '0') [colour, bold] = [undefined, false];
        else if (code === '1') bold = true;
        else if (code === '39' || code === '22') colour = undefined;
        else colour = COLOURS[code] ?? colour;
      }
    } else if (piece !== '') {
      spans.push({ text: piece, colour, bold });
    }
  }
  return spans;
}
