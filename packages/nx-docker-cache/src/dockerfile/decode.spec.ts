import * as fc from 'fast-check';
import { decodeDockerfile } from './decode';

describe('decodeDockerfile', () => {
  it('keeps every text, byte-order mark and NUL included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const marked = `\uFEFF${text}\0`;
        expect(decodeDockerfile(new TextEncoder().encode(marked))).toEqual({ ok: true, text: marked });
      }),
    );
  });

  it.each([
    [[0x41, 0x0a, 0xff], 'byte 3 (line 2) is not UTF-8'],
    [[0xe9, 0x0a], 'byte 1 (line 1) is not UTF-8'],
    [[0x41, 0xed, 0xa0, 0x80], 'byte 2 (line 1) is not UTF-8'],
    [[0xff, 0xfe, 0x46, 0x00], 'byte 1 (line 1) is not UTF-8'],
    [[0x41, 0xc3], 'byte 2 (line 1) is not UTF-8'],
  ])('says where %j is damaged', (bytes, problem) => {
    expect(decodeDockerfile(Uint8Array.from(bytes))).toEqual({ ok: false, problem });
  });

  it('looks through ten million bytes in no time', () => {
    const bytes = new Uint8Array(10_000_000).fill(0x41);
    bytes[9_999_999] = 0xff;
    expect(decodeDockerfile(bytes)).toEqual({ ok: false, problem: 'byte 10000000 (line 1) is not UTF-8' });
  });
});
