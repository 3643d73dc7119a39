import { exactText } from './exact-text';

/** What a tar archive says of one entry, extended headers taken into account. */
export interface TarHeader {
  readonly path: string;
  readonly type: TarType;
  /** Permission bits with set-id and sticky bit. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content that follow. */
  readonly size: number;
  /** Seconds since the epoch, perhaps with a fraction. */
  readonly mtime: number;
  /** Of symbolic and hard links. */
  readonly linkTarget: string;
  /** `major,minor` of devices. */
  readonly device: string;
  /** Name → value in hexadecimal. */
  readonly xattrs: ReadonlyMap<string, string>;
}

export type TarType =
  'file' | 'directory' | 'symlink' | 'hard-link' | 'char-device' | 'block-device' | 'fifo';

/** POSIX.1-2017, pax, `typeflag`; a zero byte is what archives from before 1988 have. */
const TYPES: Readonly<Record<string, TarType>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hard-link',
  '2': 'symlink',
  '3': 'char-device',
  '4': 'block-device',
  '5': 'directory',
  '6': 'fifo',
};

/** The archive is none, is damaged, or is of a kind that no image layer has. */
export class TarError extends Error {
  override readonly name = 'TarError';
}

export const BLOCK = 512;

/** The records of an extended header: keyword → value (POSIX.1-2017, pax, "pax Extended Header"). */
export type PaxRecords = ReadonlyMap<string, Uint8Array>;

/** What headers in front of an entry say about it. */
export interface Extensions {
  readonly pax: PaxRecords;
  /** GNU's long names, without their zero byte. */
  readonly longPath: Uint8Array | undefined;
  readonly longLink: Uint8Array | undefined;
}

export const NO_EXTENSIONS: Extensions = { pax: new Map(), longPath: undefined, longLink: undefined };

/** The typeflag of a header block whose checksum is right. */
export function typeFlag(block: Uint8Array): string {
  checkSum(block);
  return String.fromCharCode(block[156] ?? 0);
}

/** The size field of a header block. */
export function sizeField(block: Uint8Array): number {
  return numberField(block, 124, 12);
}

/** @throws TarError */
export function readHeader(block: Uint8Array, extensions: Extensions): TarHeader {
  const { pax } = extensions;
  const flag = typeFlag(block);
  const name = pax.get('path') ?? extensions.longPath ?? ustarName(block);
  const path = exactText(name);
  const type = path.endsWith('/') && (flag === '0' || flag === '\0') ? 'directory' : TYPES[flag];
  if (type === undefined || [...pax.keys()].some((keyword) => keyword.startsWith('GNU.sparse.')))
    throw new TarError(`${path}: entries of type "${flag}" are not known`);
  return {
    path,
    type,
    mode: numberField(block, 100, 8) & 0o7777,
    uid: paxNumber(pax, 'uid') ?? numberField(block, 108, 8),
    gid: paxNumber(pax, 'gid') ?? numberField(block, 116, 8),
    size: type === 'file' ? (paxNumber(pax, 'size') ?? sizeField(block)) : 0,
    mtime: paxNumber(pax, 'mtime') ?? numberField(block, 136, 12),
    linkTarget: exactText(pax.get('linkpath') ?? extensions.longLink ?? textField(block, 157, 100)),
    device: deviceOf(type, block),
    xattrs: xattrsOf(pax),
  };
}

function deviceOf(type: TarType, block: Uint8Array): string {
  if (type !== 'char-device' && type !== 'block-device') return '';
  return `${numberField(block, 329, 8)},${numberField(block, 337, 8)}`;
}

/** `length keyword=value\n`, again and again; the length in bytes counts the whole record. */
export function readPaxRecords(body: Uint8Array): PaxRecords {
  const records = new Map<string, Uint8Array>();
  for (let start = 0; start < body.length;) {
    const space = body.indexOf(0x20, start);
    const length = Number(exactText(body.subarray(start, space)));
    const equals = body.indexOf(0x3d, space);
    if (space < 0 || equals < 0 || !(length > 0) || start + length > body.length)
      throw new TarError('an extended header cannot be read');
    records.set(exactText(body.subarray(space + 1, equals)), body.subarray(equals + 1, start + length - 1));
    start += length;
  }
  return records;
}

/** A name that is too long for its field has its first part in `prefix`, in archives that say `ustar`. */
function ustarName(block: Uint8Array): Uint8Array {
  const name = textField(block, 0, 100);
  const isUstar = exactText(block.subarray(257, 263)) === 'ustar\0';
  const prefix = isUstar ? textField(block, 345, 155) : new Uint8Array();
  return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
}

function textField(block: Uint8Array, start: number, length: number): Uint8Array {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** Octal digits, or for large numbers a binary number whose first bit is set (star, GNU). */
function numberField(block: Uint8Array, start: number, length: number): number {
  const field = block.subarray(start, start + length);
  const first = field[0] ?? 0;
  if (first >= 0x80)
    return field.subarray(1).reduce((number, byte) => number * 256 + byte, first === 0xff ? 0 : first & 0x7f);
  const digits = exactText(field).replace(/[\0 ]+/g, '');
  if (!/^[0-7]*$/.test(digits)) throw new TarError('a number in a header cannot be read');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function paxNumber(pax: PaxRecords, keyword: string): number | undefined {
  const value = pax.get(keyword);
  if (value === undefined || value.length === 0) return undefined;
  const number = Number(exactText(value));
  if (Number.isNaN(number)) throw new TarError(`the number ${keyword} in an extended header cannot be read`);
  return number;
}

/** The keywords under which Go's archive/tar (and with it Docker) and star keep extended attributes. */
const XATTR = 'SCHILY.xattr.';

function xattrsOf(pax: PaxRecords): ReadonlyMap<string, string> {
  const found = [...pax].filter(([keyword]) => keyword.startsWith(XATTR));
  if (found.length === 0) return NO_XATTRS;
  return new Map(
    found
      .map(([keyword, value]): [string, string] => [
        keyword.slice(XATTR.length),
        Buffer.from(value).toString('hex'),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const NO_XATTRS: ReadonlyMap<string, string> = new Map();

/** The sum of all bytes, with blanks in the place of the checksum itself. */
function checkSum(block: Uint8Array): void {
  let sum = 8 * 0x20;
  for (let index = 0; index < BLOCK; index += 1) if (index < 148 || index >= 156) sum += block[index] ?? 0;
  if (sum !== numberField(block, 148, 8)) throw new TarError('this is no tar archive, or it is damaged');
}
