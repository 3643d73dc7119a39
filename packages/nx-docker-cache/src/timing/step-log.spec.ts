import { StepLog } from './step-log';

describe('StepLog', () => {
  it('gives lines as they are completed, and the rest when it is flushed', () => {
    const log = new StepLog();
    expect(log.push('a\nb')).toEqual(['a']);
    expect(log.push('c\r\nd')).toEqual(['bc']);
    expect(log.flush()).toEqual(['d']);
    expect(log.flush()).toEqual([]);
    expect(log.last(10)).toEqual(['a', 'bc', 'd']);
  });

  it('keeps the lines of the two streams apart', () => {
    const log = new StepLog();
    expect([log.push('out', 1), log.push('err\n', 2), log.push('put\n', 1)]).toEqual([
      [],
      ['err'],
      ['output'],
    ]);
  });

  it('shows what a progress bar drew last', () => {
    expect(new StepLog().push('10 %\r50 %\r100 %\ndone\r\n')).toEqual(['100 %', 'done']);
  });

  it('shows the unfinished line among the last', () => {
    const log = new StepLog();
    log.push('a\nb\nc');
    expect(log.last(2)).toEqual(['b', 'c']);
  });

  it('keeps its memory bounded', () => {
    const log = new StepLog();
    for (let line = 0; line < 10_000; line += 1) log.push(`${line}\n`);
    log.push('x'.repeat(1_000_000));
    const kept = log.last(Number.POSITIVE_INFINITY);
    expect(kept.length).toBeLessThanOrEqual(401);
    expect(kept.at(-2)).toBe('9999');
    expect(kept.at(-1)?.length).toBe(4_000);
  });
});
