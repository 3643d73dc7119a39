/** Marks for a terminal, or nothing where it shows none. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warm: (text: string) => string;
  readonly cool: (text: string) => string;
}

const same = (text: string): string => text;

export const PLAIN: Style = { bold: same, dim: same, good: same, bad: same, warm: same, cool: same };

const sgr =
  (code: number) =>
  (text: string): string =>
    text === '' ? '' : `\x1b[${code}m${text}\x1b[0m`;

export const COLOURED: Style = {
  bold: sgr(1),
  dim: sgr(90),
  good: sgr(32),
  bad: sgr(31),
  warm: sgr(33),
  cool: sgr(36),
};
