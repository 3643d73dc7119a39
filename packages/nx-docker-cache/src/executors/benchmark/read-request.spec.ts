import { ProductError } from '../../errors/product-error';
import { readWishes, type BenchmarkOptions } from './read-request';

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
    [{ repetitions: 0 }, 'repetitions'],
    [{ repetitions: 1.5 }, 'repetitions'],
    [{ addPackage: 'a==1\nb==2' }, 'addPackage'],
  ])('refuses %j', (options, named) => {
    expect(() => readWishes(options)).toThrow(ProductError);
    expect(() => readWishes(options)).toThrow(named);
  });
});
