import { ASKED_ROWS, ROW_NAMES, type Row } from '../../benchmark/rows';
import { ASKED_VARIANTS, VARIANT_NAMES, type Variant } from '../../benchmark/variants';
import type { Compression } from '../../build/build-options';
import { ProductError } from '../../errors/product-error';
import { readRate } from '../../io/index-proxy/rate';
import type { BenchmarkRequest, LinkRate } from './benchmark-request';

/** The options that executor and command have in common. */
export interface BenchmarkOptions {
  readonly variants?: readonly string[];
  readonly rows?: readonly string[];
  readonly repetitions?: number;
  readonly addPackage?: string;
  readonly rate?: string;
  readonly complete?: boolean;
  readonly compression?: Compression;
  readonly verbose?: boolean;
  readonly format?: 'table' | 'markdown' | 'json';
  readonly json?: boolean;
}

type Wishes = Pick<
  BenchmarkRequest,
  | 'variants'
  | 'rows'
  | 'repetitions'
  | 'addPackage'
  | 'rate'
  | 'complete'
  | 'compression'
  | 'verbose'
  | 'report'
>;

/** @throws ProductError OPTION_TYPE */
export function readWishes(options: BenchmarkOptions): Wishes {
  const { repetitions = 1 } = options;
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw unusable('repetitions', `${repetitions} is no number of runs`, 'give 1 or more');
  if (options.addPackage !== undefined && /[\r\n]/.test(options.addPackage))
    throw unusable('addPackage', 'it has several lines', 'name one package');
  const usual = ROW_NAMES.filter((row) => !ASKED_ROWS.includes(row));
  const usualVariants = VARIANT_NAMES.filter((variant) => !ASKED_VARIANTS.includes(variant));
  const rows = chosen<Row>('rows', ROW_NAMES, options.rows, usual);
  return {
    variants: chosen<Variant>('variants', VARIANT_NAMES, options.variants, usualVariants),
    // Each row builds on what the one before it has left: the first is needed by all.
    rows: ROW_NAMES.filter((row) => row === 'first' || rows.includes(row)),
    repetitions,
    addPackage: options.addPackage,
    rate: readLinkRate(options.rate),
    complete: options.complete ?? false,
    compression: options.compression,
    verbose: options.verbose ?? false,
    report: options.json === true ? 'json' : (options.format ?? 'table'),
  };
}

function readLinkRate(written: string | undefined): LinkRate | undefined {
  if (written === undefined) return undefined;
  try {
    const bytesPerSecond = readRate(written);
    return bytesPerSecond === undefined ? undefined : { written, bytesPerSecond };
  } catch {
    throw unusable(
      'rate',
      `"${written}" is no speed of a link`,
      'write it as tc does: 6mbit, 500kbit, 1gbit',
    );
  }
}

function chosen<Name extends string>(
  option: string,
  known: readonly Name[],
  wanted: readonly string[] | undefined,
  usual: readonly Name[] = known,
): readonly Name[] {
  if (wanted === undefined || wanted.length === 0) return usual;
  const stranger = wanted.find((each) => !known.some((name) => name === each));
  if (stranger !== undefined)
    throw unusable(option, `there is no "${stranger}"`, `choose among ${known.join(', ')}`);
  return known.filter((name) => wanted.includes(name));
}

function unusable(option: string, why: string, next: string): ProductError {
  return new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: `${names(option)} cannot be used like this`,
    why,
    next,
  }));
}
