import { EventEmitter } from 'node:events';
import { LiveDisplay } from './live-display';
import { canRedraw, columnsOf, forTerminal, hasColour, outliveReaders } from './terminal';

const environment = (values: Record<string, string>): { get: (name: string) => string | undefined } => ({
  get: (name) => values[name],
});
const task = { NX_TASK_TARGET_PROJECT: 'app' };
const direct = { ...task, NX_TERMINAL_OUTPUT_PATH: '/x', NX_STREAM_OUTPUT: 'true' };

describe('canRedraw', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['a plain terminal', {}, true],
    ['CI', { CI: 'true' }, false],
    ['a dumb terminal', { TERM: 'dumb' }, false],
    ['a task of Nx in a pseudo terminal, which is recorded', task, false],
    ['a task of Nx that streams to the terminal', direct, true],
    ['a task of Nx that does not stream', { ...direct, NX_STREAM_OUTPUT: 'false' }, false],
    ['a task of Nx that records standard error', { ...direct, NX_TERMINAL_CAPTURE_STDERR: 'true' }, false],
  ])('in %s: %#', (_, values, expected) => {
    expect(canRedraw(environment(values))).toBe(expected);
  });
});

describe('hasColour', () => {
  it.each<[string, Record<string, string>, boolean, boolean]>([
    ['a terminal', {}, true, true],
    ['a file', {}, false, false],
    ['NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
  ])('with %s', (_, values, isTTY, expected) => {
    expect(hasColour(environment(values), isTTY)).toBe(expected);
  });
});

describe('columnsOf', () => {
  it.each([
    [[120, 80], 120],
    [[0, 80], 80],
    [[undefined, undefined, 60], 60],
    [[undefined, 0, Number.NaN], undefined],
  ])('takes from %j %s', (widths, expected) => {
    expect(columnsOf(...widths)).toBe(expected);
  });
});

describe('forTerminal', () => {
  it.each([
    ['our colours', '\x1b[31mred\x1b[0m\n', '\x1b[31mred\x1b[0m\n'],
    ['a frame over the last one', '\x1b[2F\x1b[0Jthree\n', '\x1b[2F\x1b[0Jthree\n'],
    ['lines that end with CRLF', '-a\r\n+b\t\r\n', '-a\r\n+b\t\r\n'],
    ['no title of a window', '-a\x1b]0;b\x07', '-a\\u001b]0;b\\u0007'],
    ['no line over another one', '-a\x1b[2F\x1b[0Jb\rc', '-a\\u001b[2F\\u001b[0Jb\\u000dc'],
    ['no hidden text', '\x1b[8ma', '\\u001b[8ma'],
    ['the same JSON', '{"a":"\x9bm\u202e"}\n', '{"a":"\\u009bm\\u202e"}\n'],
  ])('has %s', (_, text, expected) => {
    expect(forTerminal(text)).toBe(expected);
  });
});

describe('LiveDisplay', () => {
  it('draws each frame over the last one, and takes it away', () => {
    let written = '';
    const display = new LiveDisplay({ err: (text) => (written += text), rows: 10, frameColumns: 80 });
    display.draw(['one', 'two']);
    display.draw(['three']);
    display.clear();
    display.clear();
    expect(written).toBe('one\ntwo\n\x1b[2F\x1b[0Jthree\n\x1b[1F\x1b[0J');
    expect(display.size).toEqual({ width: 79, height: 9 });
  });
});

describe('when the reader of a pipe leaves', () => {
  const failing = (code: string): (() => void) => {
    const stream = new EventEmitter();
    outliveReaders([stream as unknown as NodeJS.WriteStream]);
    return () => {
      stream.emit('error', Object.assign(new Error(`write ${code}`), { code }));
    };
  };

  it('the work goes on', () => {
    expect(failing('EPIPE')).not.toThrow();
  });

  it('other errors of the stream are not lost', () => {
    expect(failing('ENOSPC')).toThrow('ENOSPC');
  });
});
