/** Lets all who ask for the same thing while it is under way share one answer. */
export class SingleFlight<T> {
  private readonly running = new Map<string, Promise<T>>();

  /** Runs the action, or joins the one that runs under this key. */
  run(key: string, action: () => Promise<T>): Promise<T> {
    const running = this.running.get(key);
    if (running !== undefined) return running;
    const started = action().finally(() => this.running.delete(key));
    this.running.set(key, started);
    return started;
  }

  /** Resolves when nothing is under way any more, however it ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }
}
