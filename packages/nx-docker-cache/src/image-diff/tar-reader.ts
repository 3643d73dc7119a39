import {
  BLOCK,
  NO_EXTENSIONS,
  readHeader,
  readPaxRecords,
  sizeField,
  TarError,
  typeFlag,
  type Extensions,
  type TarHeader,
} from './tar-header';

/** What an archive consists of: each entry, its content in pieces, and its end. */
export type TarEvent =
  | { readonly kind: 'entry'; readonly header: TarHeader }
  | { readonly kind: 'content'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' };

const END: TarEvent = { kind: 'end' };

/** More than any name or set of attributes needs (xattrs have at most 64 KiB each); keeps damaged archives off the memory. */
const LARGEST_EXTENSION = 16 * 1024 * 1024;

/**
 * Reads a tar archive (ustar, pax, GNU) as its bytes come in. Names, link targets and extended attributes are exact,
 * also where they are no UTF-8: libraries for Node decode them as text, and different capabilities of a file then look
 * the same.
 */
export class TarReader {
  /** Bytes of a header block or of an extended header, until it is whole. */
  private pending: Uint8Array[] = [];
  private pendingSize = 0;
  private state: State = { kind: 'header' };
  private extensions: Extensions = NO_EXTENSIONS;

  /** @throws TarError */
  *read(chunk: Uint8Array): Generator<TarEvent, void> {
    let rest = chunk;
    while (rest.length > 0) {
      const { state } = this;
      if (state.kind === 'finished') return;
      if (state.kind === 'content' || state.kind === 'padding') {
        const taken = rest.subarray(0, state.left);
        rest = rest.subarray(taken.length);
        if (state.kind === 'content') yield { kind: 'content', bytes: taken };
        yield* this.advance(state, taken.length);
      } else {
        const wanted = state.kind === 'header' ? BLOCK : state.size;
        const taken = rest.subarray(0, wanted - this.pendingSize);
        rest = rest.subarray(taken.length);
        this.pending.push(taken);
        this.pendingSize += taken.length;
        if (this.pendingSize === wanted) yield* this.whole(state, this.takePending());
      }
    }
  }

  /** @throws TarError when the archive ends in the middle of an entry. */
  end(): void {
    const isBetween = this.state.kind === 'header' && this.pendingSize === 0;
    if (this.state.kind !== 'finished' && !isBetween) throw new TarError('the archive is cut off');
  }

  private takePending(): Uint8Array {
    const bytes =
      this.pending.length === 1 ? (this.pending[0] ?? new Uint8Array()) : Buffer.concat(this.pending);
    this.pending = [];
    this.pendingSize = 0;
    return bytes;
  }

  private *advance(state: Counting, read: number): Generator<TarEvent, void> {
    const left = state.left - read;
    if (left > 0) this.state = { ...state, left };
    else if (state.kind === 'padding') this.state = { kind: 'header' };
    else {
      this.skipTo(state.size);
      yield END;
    }
  }

  /** To the next header, past what fills the last block of so many bytes. */
  private skipTo(size: number): void {
    const left = (BLOCK - (size % BLOCK)) % BLOCK;
    this.state = left === 0 ? { kind: 'header' } : { kind: 'padding', left };
  }

  private *whole(state: Gathering, bytes: Uint8Array): Generator<TarEvent, void> {
    if (state.kind === 'extension') {
      this.extensions = extended(this.extensions, state.flag, bytes);
      this.skipTo(state.size);
      return;
    }
    if (bytes.every((byte) => byte === 0)) {
      this.state = { kind: 'finished' };
      return;
    }
    const flag = typeFlag(bytes);
    if (flag === 'x' || flag === 'g' || flag === 'L' || flag === 'K') {
      const size = sizeField(bytes);
      if (size > LARGEST_EXTENSION) throw new TarError('an extended header is too large');
      if (size > 0) this.state = { kind: 'extension', flag, size };
      return;
    }
    const header = readHeader(bytes, this.extensions);
    this.extensions = NO_EXTENSIONS;
    yield { kind: 'entry', header };
    if (header.size > 0) this.state = { kind: 'content', left: header.size, size: header.size };
    else {
      this.state = { kind: 'header' };
      yield END;
    }
  }
}

type Gathering =
  | { readonly kind: 'header' }
  | { readonly kind: 'extension'; readonly flag: ExtensionFlag; readonly size: number };

type Counting =
  | { readonly kind: 'content'; readonly left: number; readonly size: number }
  | { readonly kind: 'padding'; readonly left: number };

type State = Gathering | Counting | { readonly kind: 'finished' };

type ExtensionFlag = 'x' | 'g' | 'L' | 'K';

/** Global records (`g`) hold comments in practice (git writes one): what they would say of every entry is not used. */
function extended(extensions: Extensions, flag: ExtensionFlag, body: Uint8Array): Extensions {
  switch (flag) {
    case 'x':
      return { ...extensions, pax: readPaxRecords(Buffer.from(body)) };
    case 'L':
      return { ...extensions, longPath: withoutZero(body) };
    case 'K':
      return { ...extensions, longLink: withoutZero(body) };
    case 'g':
      return extensions;
  }
}

function withoutZero(body: Uint8Array): Uint8Array {
  const end = body.indexOf(0);
  return Buffer.from(end < 0 ? body : body.subarray(0, end));
}
