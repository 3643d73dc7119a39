/** A line that one might expect in an ignore file, and why it is not added. */
export interface IgnoreDeclined {
  readonly pattern: string;
  readonly reason: string;
}
