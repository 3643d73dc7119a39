import { ROW_NAMES } from '../../benchmark/rows';
import { VARIANT_NAMES } from '../../benchmark/variants';
import commandSchema from '../../cli/commands/benchmark/schema.json';
import { ProductError } from '../../errors/product-error';
import { readWishes, type BenchmarkOptions } from './read-request';
import executorSchema from './schema.json';

describe('readWishes', () => {
  it('is everything once where nothing is said', () => {
    expect(readWishes({})).toMatchObject({
      variants: ['before', 'now', 'mounts', 'split', 'uv', 'uv-split'],
      rows: ['first', 'unchanged', 'package', 'code', 'base', 'second'],
      repetitions: 1,
      report: 'table',
    });
  });

  it('keeps the order in which things are compared, and measures the first build always', () => {
    expect(readWishes({ variants: ['uv', 'now'], rows: ['code'], json: true })).toMatchObject({
      variants: ['now', 'uv'],
      rows: ['first', 'code'],
      report: 'json',
    });
  });

  it.each<[BenchmarkOptions, string]>([
    [{ variants: ['fast'] }, 'variants'],
    [{ rows: ['third'] }, 'rows'],
    [{ rate: 'slow' }, 'rate'],
    [{ repetitions: 0 }, 'repetitions'],
    [{ repetitions: 1.5 }, 'repetitions'],
    [{ addPackage: 'a==1\nb==2' }, 'addPackage'],
  ])('refuses %j', (options, named) => {
    expect(() => readWishes(options)).toThrow(ProductError);
    expect(() => readWishes(options)).toThrow(named);
  });

  it.each([
    ['executor', executorSchema],
    ['command', commandSchema],
  ])('knows the rows and variants that the schema of the %s names', (_, { properties }) => {
    expect(properties.rows.items.enum).toEqual(ROW_NAMES);
    expect(properties.variants.items.enum).toEqual(VARIANT_NAMES);
  });

  it('reads the speed of a link', () => {
    expect(readWishes({ rate: '6mbit' }).rate).toEqual({ written: '6mbit', bytesPerSecond: 750_000 });
    expect(readWishes({ rate: 'none' }).rate).toBeUndefined();
  });
});
