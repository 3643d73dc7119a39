/** The index does not serve what was asked for; `status` is what the client is answered. */
export class NotServed extends Error {
  override readonly name = 'NotServed';
  readonly status: number;

  constructor(what: string, upstreamStatus: number) {
    super(`${what}: the index answered ${upstreamStatus}`);
    this.status =
      upstreamStatus === 404 || upstreamStatus === 403 || upstreamStatus === 410 ? upstreamStatus : 502;
  }
}
