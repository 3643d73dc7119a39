import type { Dockerfile, Range } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import { positionOf } from '../dockerfile/position';
import type { Declaration } from './declared-variables';
import type { DecidedRun } from './decide-runs';
import type { Change } from './plan';

/** What is done to a RUN, in words: what is added, then what goes, as it is written. */
export function describeRun(
  dockerfile: Dockerfile,
  { tool }: Recipe,
  { site, upgrade }: DecidedRun,
  flags: readonly string[],
): Change[] {
  const line = site.run.startLine;
  return [
    ...flags.map((flag): Change => ({ tool, kind: 'mount-added', text: flag, line })),
    ...upgrade.removals.map((removal): Change => {
      const range = removal.kind === 'command' ? removal.command.range : removal.range;
      const kind = removal.kind === 'command' ? 'command-removed' : 'words-removed';
      return { tool, kind, text: written(dockerfile, range), line: lineOf(dockerfile, range) };
    }),
  ];
}

export function describeVariables(
  dockerfile: Dockerfile,
  { tool }: Recipe,
  gone: readonly Declaration[],
): Change[] {
  return gone.map(({ instruction, pair }) => ({
    tool,
    kind: 'variable-removed',
    text: `${instruction.name} ${written(dockerfile, pair.range)}`,
    line: lineOf(dockerfile, pair.range),
  }));
}

function written({ text }: Dockerfile, { start, end }: Range): string {
  return text.slice(start, end).replace(/\s*[\\`]?\r?\n\s*/g, ' ');
}

function lineOf({ text }: Dockerfile, { start }: Range): number {
  return positionOf(text, start).line;
}
