import type { Dockerfile, Range } from '../dockerfile/syntax';
import { positionOf } from '../dockerfile/position';
import type { Recipe } from '../recipes/recipe';
import type { Declaration } from './declared-variables';
import type { DecidedRun } from './decide-runs';
import type { MountFlag } from './mount-flags';
import type { Change } from './plan';
import type { ScriptChange } from './script-change';
import { declarationOf, preparingOf, type StageAddition } from './stage-additions';

/** What is done to a RUN, in words: what is added, then what goes, as it is written. */
export function describeRun(
  dockerfile: Dockerfile,
  { tool }: Recipe,
  { site, upgrade }: DecidedRun,
  flags: readonly MountFlag[] = [],
): Change[] {
  const line = site.run.startLine;
  return [
    ...flags.map(({ text, holds }): Change => ({ tool, kind: 'mount-added', text, why: holds, line })),
    ...upgrade.changes.flatMap((change) => describeChange(dockerfile, tool, change)),
  ];
}

function describeChange(dockerfile: Dockerfile, tool: string, change: ScriptChange): Change[] {
  const range = change.kind === 'command' ? change.command.range : change.range;
  const line = lineOf(dockerfile, range);
  const removed = { tool, text: written(dockerfile, range), line } as const;
  const disables = 'it switches the cache off';
  switch (change.kind) {
    case 'command':
      return [{ ...removed, kind: 'command-removed', why: 'it would empty the cache' }];
    case 'word':
      return [
        {
          ...removed,
          kind: 'words-removed',
          why: isPath(removed.text) ? 'it would empty the cache' : disables,
        },
      ];
    case 'insertion':
      return [added(tool, change.text, line)];
    case 'replacement':
      return [{ ...removed, kind: 'words-removed', why: disables }, added(tool, change.text, line)];
  }
}

function added(tool: string, text: string, line: number): Change {
  return { tool, kind: 'words-added', text, why: 'without it nothing is kept', line };
}

function isPath(text: string): boolean {
  return !text.startsWith('-') && !text.includes('=');
}

/** An instruction that is put above a RUN. */
export function describeAddition({ recipe, site, line: text }: StageAddition): Change {
  const { tool } = recipe;
  return { tool, kind: 'instruction-added', text, why: whyAdded(recipe, text), line: site.run.startLine };
}

function whyAdded({ needs: { preparation, variables } }: Recipe, text: string): string {
  if (preparation !== undefined && preparingOf(preparation).includes(text)) return preparation.why;
  if (text.startsWith('RUN ')) return 'the folder above the mount would belong to root';
  return variables.some((variable) => text === declarationOf(variable))
    ? 'without it the mount is of no use; it is no part of the image'
    : 'for the id of the mount';
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
    why: 'it switches the cache off',
    line: lineOf(dockerfile, pair.range),
  }));
}

function written({ text }: Dockerfile, { start, end }: Range): string {
  return text.slice(start, end).replace(/\s*[\\`]?\r?\n\s*/g, ' ');
}

function lineOf({ text }: Dockerfile, { start }: Range): number {
  return positionOf(text, start).line;
}
