const KEPT_BYTES = 1024 * 1024;

/** Hands each chunk on and keeps the last bytes of a stream: memory stays bounded however much a process prints. */
export class OutputTail {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  constructor(
    private readonly listener?: (chunk: Uint8Array) => void,
    private readonly limit = KEPT_BYTES,
  ) {}

  readonly push = (chunk: Uint8Array): void => {
    this.listener?.(chunk);
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.chunks.length > 1 && this.size - (this.chunks[0]?.length ?? 0) >= this.limit) {
      this.size -= this.chunks.shift()?.length ?? 0;
    }
  };

  text(): string {
    const all = Buffer.concat(this.chunks);
    return all.subarray(Math.max(0, all.length - this.limit)).toString('utf8');
  }
}
