/** What is added to the build sections of services. */
export interface CacheWish {
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** Undefined for all services that build something. */
  readonly service: string | undefined;
}
