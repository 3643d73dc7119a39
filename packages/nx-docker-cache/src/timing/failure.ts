import { maskInstruction } from './mask';
import { printable } from '../text/printable';
import type { CollectedStep, StepCollector } from './collect';
import { instructionLine } from './instruction-line';
import { parseStepName } from './step-name';
import type { Stage } from '../dockerfile/stages';

export interface FailedStep {
  readonly name: string;
  readonly error: string;
  /** First and last line of the instruction, where they are known for sure. */
  readonly lines: { readonly start: number; readonly end: number } | undefined;
  readonly lastLog: readonly string[];
  /** The exit code of the step's command, where that is what failed. */
  readonly exitCode: number | undefined;
}

const LOG_LINES = 20;
const CANCELLED = /context canceled|^canceled$/i;

/** The step that made the build fail. Steps that were cancelled because of it carry an error too. */
export function failedStep(
  { steps }: Pick<StepCollector, 'steps'>,
  stages: readonly Stage[] = [],
): FailedStep | undefined {
  const failed = [...steps.values()].filter(({ error }) => error !== undefined);
  const step = failed.find(({ error }) => error !== undefined && !CANCELLED.test(error)) ?? failed[0];
  if (step?.error === undefined) return undefined;
  return {
    name: step.name,
    error: step.error,
    lines: linesOf(step, stages),
    lastLog: step.log.last(LOG_LINES),
    exitCode: exitCodeOf(step.error),
  };
}

function linesOf(step: CollectedStep, stages: readonly Stage[]): FailedStep['lines'] {
  const start = instructionLine(parseStepName(step.name), stages);
  if (start === undefined) return undefined;
  const instructions = stages.flatMap((stage) => [
    stage.from,
    ...stage.instructions.map(({ instruction }) => instruction),
  ]);
  const end = instructions.find(({ startLine }) => startLine === start)?.endLine ?? start;
  return { start, end };
}

function exitCodeOf(error: string): number | undefined {
  const code = /did not complete successfully: exit code: (\d+)/.exec(error)?.[1];
  return code === undefined ? undefined : Number(code);
}

const CONTEXT_LINES = 2;

/** The lines around an instruction with their numbers; those that belong to it are marked. */
export function renderExcerpt(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const first = Math.max(1, start - CONTEXT_LINES);
  const last = Math.min(lines.length, end + CONTEXT_LINES);
  const gutter = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const mark = number >= start && number <= end ? '>' : ' ';
    shown.push(
      `${mark} ${String(number).padStart(gutter)} | ${printable(maskInstruction(lines[number - 1] ?? ''))}`.trimEnd(),
    );
  }
  return shown.join('\n');
}

/** What a reader needs to find the mistake: the step, what it printed last, and its place in the Dockerfile. */
export function renderFailure(
  failed: FailedStep,
  dockerfile: { readonly path: string; readonly text: string },
): string {
  const log =
    failed.lastLog.length === 0 ? [] : ['', ...failed.lastLog.map((line) => `  | ${printable(line)}`)];
  const excerpt =
    failed.lines === undefined
      ? []
      : [
          '',
          `${printable(dockerfile.path)}:${failed.lines.start}`,
          renderExcerpt(dockerfile.text, failed.lines),
        ];
  return [`failed: ${printable(failed.name)}`, ...log, ...excerpt, ''].join('\n');
}
