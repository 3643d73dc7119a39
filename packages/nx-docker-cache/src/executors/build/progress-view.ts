import { LiveDisplay } from '../../io/live-display';
import type { World } from '../../io/world';
import type { ProgressUpdate } from '../../timing/progress-event';
import { printable } from '../../text/printable';
import { LiveProgress } from '../../timing/progress-live';
import { PlainProgress } from '../../timing/progress-plain';

/** Shows a build while it runs, on standard error: standard output is what a task cache replays. */
export interface ProgressView {
  add(update: ProgressUpdate): void;
  /** A line of docker's that is no progress. */
  text(line: string): void;
  end(): void;
}

export const SILENT_VIEW: ProgressView = {
  add: () => undefined,
  text: () => undefined,
  end: () => undefined,
};

export interface ViewOptions {
  readonly title: string;
  readonly verbose: boolean;
}

type ViewWorld = Pick<World, 'terminal' | 'clock'>;

export function progressView(world: ViewWorld, options: ViewOptions): ProgressView {
  return world.terminal.isInteractive && !options.verbose
    ? liveView(world, options)
    : plainView(world, options);
}

function plainView({ terminal }: ViewWorld, { verbose }: ViewOptions): ProgressView {
  const progress = new PlainProgress({ verbose });
  return {
    add: (update) => {
      const lines = progress.add(update);
      if (lines.length > 0) terminal.err(`${lines.join('\n')}\n`);
    },
    text: (line) => {
      if (verbose) terminal.err(`${printable(line)}\n`);
    },
    end: () => undefined,
  };
}

function liveView({ terminal, clock }: ViewWorld, { title }: ViewOptions): ProgressView {
  const progress = new LiveProgress(title, clock.now());
  const display = new LiveDisplay(terminal);
  const stop = clock.every(LiveDisplay.frameMs, () => {
    display.draw(progress.frame(clock.now(), display.size));
  });
  return {
    add: (update) => {
      progress.add(update, clock.now());
    },
    text: () => undefined,
    end: () => {
      stop();
      display.clear();
    },
  };
}
