/** The engine could not be reached, or answered something that no engine answers. The message says which. */
export class EngineUnreachableError extends Error {
  override readonly name = 'EngineUnreachableError';
}
