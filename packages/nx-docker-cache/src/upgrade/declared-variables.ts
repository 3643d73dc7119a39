import type { Edit } from '../dockerfile/edits';
import { keyValuesOf, type KeyValue } from '../dockerfile/key-values';
import type { Dockerfile, Instruction, Range } from '../dockerfile/syntax';
import { cutAll, cutInstruction, stretchesOf } from './cut';
import { lineage, type RunSite, type Sites } from './sites';

/** A variable as an ENV or ARG declares it. */
export interface Declaration {
  readonly instruction: Instruction;
  /** The index of its stage. */
  readonly stage: number;
  readonly pair: KeyValue;
}

/** Every ENV and ARG that gives one of these variables a value for a RUN: in its stage, and ENV in those below it. */
export function declarationsFor(sites: Sites, site: RunSite, names: readonly string[]): Declaration[] {
  if (names.length === 0) return [];
  return lineage(sites.stages, site.stage).flatMap((stage) =>
    stage.instructions.flatMap(({ instruction }) => {
      const isOwn = stage === site.stage;
      if (instruction.name !== 'ENV' && !(instruction.name === 'ARG' && isOwn && !site.isTrigger)) return [];
      if (isOwn && !site.isTrigger && instruction.startLine > site.run.startLine) return [];
      return keyValuesOf(instruction, sites.dockerfile.escape)
        .filter(({ name, value }) => names.includes(name) && !isEmpty(value))
        .map((pair) => ({ instruction, stage: stage.index, pair }));
    }),
  );
}

/** An ARG without default sets nothing, and neither does an empty value. */
function isEmpty(value: string | undefined): boolean {
  return value === undefined || /^(?:""|''|)$/.test(value);
}

/** The RUNs that find a declared variable in their environment. */
export function reachedBy({ stages, runs }: Sites, { instruction, stage }: Declaration): RunSite[] {
  return stages
    .filter((other) => lineage(stages, other).some(({ index }) => index === stage))
    .flatMap((other) => runs[other.index] ?? [])
    .filter((site) => {
      if (site.stage.index !== stage) return instruction.name === 'ENV';
      return site.isTrigger || site.run.startLine > instruction.startLine;
    });
}

/** A use of the variable (`$NAME`) outside of its own declarations: without them it would mean something else. */
export function usedElsewhere(
  { text }: Dockerfile,
  name: string,
  declarations: readonly Declaration[],
): boolean {
  const own = declarations.filter(({ pair }) => pair.name === name).map(({ pair }) => pair.range);
  const uses = text.matchAll(new RegExp(`\\$\\{?${name}\\b`, 'g'));
  return [...uses].some(({ index }) => !own.some((range) => range.start <= index && index < range.end));
}

/** Takes declarations out of their instruction; the instruction goes when nothing is left of it. */
export function cutDeclarations(
  dockerfile: Dockerfile,
  instruction: Instruction,
  gone: readonly Range[],
): Edit[] {
  const row = keyValuesOf(instruction, dockerfile.escape).map(({ range }) => range);
  const starts = new Set(gone.map(({ start }) => start));
  if (row.every(({ start }) => starts.has(start))) return cutInstruction(dockerfile.text, instruction.range);
  const { text, escape } = dockerfile;
  return cutAll(
    { text, escape, ...instruction.range },
    stretchesOf(text, row, ({ start }) => starts.has(start)),
  );
}
