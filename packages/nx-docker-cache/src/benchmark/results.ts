import { median } from '../timing/history/statistics';
import type { Row } from './rows';
import type { Variant } from './variants';

/** One build that was measured. Milliseconds. */
export interface Sample {
  readonly variant: Variant;
  readonly row: Row;
  readonly repetition: number;
  /** From the start of `docker buildx build` to its end. */
  readonly wallMs: number;
  /** Of all RUNs together; two at once count twice, one that several images share once. */
  readonly runMs: number;
  /** Making the layers of the image, and unpacking them in the engine. */
  readonly exportMs: number;
}

/** All repetitions of one row with one variant. */
export interface Cell {
  readonly variant: Variant;
  readonly row: Row;
  readonly repetitions: number;
  readonly medianMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
  readonly runMs: number;
  readonly exportMs: number;
  /** How much less time than with the first variant, 0.75 for three quarters; undefined for the first. */
  readonly saved: number | undefined;
}

/** @param variants in the order in which they are compared: each with the first */
export function cellsOf(
  samples: readonly Sample[],
  variants: readonly Variant[],
  rows: readonly Row[],
): readonly Cell[] {
  const of = (variant: Variant | undefined, row: Row): readonly Sample[] =>
    samples.filter((sample) => sample.variant === variant && sample.row === row);
  return rows.flatMap((row) =>
    variants.flatMap((variant): Cell[] => {
      const own = of(variant, row);
      const walls = own.map(({ wallMs }) => wallMs);
      const medianMs = median(walls);
      if (medianMs === undefined) return [];
      const first = median(of(variants[0], row).map(({ wallMs }) => wallMs));
      return [
        {
          variant,
          row,
          repetitions: own.length,
          medianMs,
          leastMs: Math.min(...walls),
          mostMs: Math.max(...walls),
          runMs: median(own.map(({ runMs }) => runMs)) ?? 0,
          exportMs: median(own.map(({ exportMs }) => exportMs)) ?? 0,
          saved: variant === variants[0] || first === undefined ? undefined : 1 - medianMs / first,
        },
      ];
    }),
  );
}

export function cellOf(cells: readonly Cell[], row: Row, variant: Variant): Cell | undefined {
  return cells.find((cell) => cell.row === row && cell.variant === variant);
}

/** Less than this share of the first build: within what builds differ by anyway (render-table.ts says so). */
const NOTICEABLE = 0.1;

/**
 * Variants whose cache mounts bring nothing that can be told from noise: with warm mounts the RUNs take as long as with empty
 * ones. Why that is was not measured.
 */
export function mountsWithoutEffect(cells: readonly Cell[]): readonly Variant[] {
  return [...new Set(cells.map(({ variant }) => variant))].filter((variant) => {
    const cold = cellOf(cells, 'first', variant);
    const warm = cellOf(cells, 'base', variant);
    return cold !== undefined && warm !== undefined && warm.runMs > cold.runMs * (1 - NOTICEABLE);
  });
}
