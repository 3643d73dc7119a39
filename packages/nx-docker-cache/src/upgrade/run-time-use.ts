import type { Instruction } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import { lineage, type RunSite, type Sites } from './sites';

/**
 * What starts in a container of an image that holds a store, where that may need the store: the tool itself, a program that
 * drives it, or (an image for developers) nothing in particular. Undefined when it does not.
 */
export function runTimeUse({ stages }: Sites, site: RunSite, { call }: Recipe): string | undefined {
  const last = stages.at(-1);
  for (const stage of stages.filter((each) => lineage(stages, each).includes(site.stage))) {
    const line = lineage(stages, stage).flatMap((each) =>
      each.instructions.map(({ instruction }) => instruction),
    );
    const starts = startsOf(line);
    const words = starts.map(({ args }) => args.text).join(' ');
    const drives = call.word.test(words) || call.drivers?.test(words) === true;
    if (drives) return words;
    // A stage that only builds says nothing of what starts; one that does is to be run (`--target dev`).
    if ((stage === last || starts.length > 0) && !startsOwnProgram(starts))
      return words === '' ? 'no CMD' : words;
  }
  return undefined;
}

/** The CMD and ENTRYPOINT that are in force at the end. */
export function startsOf(line: readonly Instruction[]): Instruction[] {
  return ['ENTRYPOINT', 'CMD'].flatMap(
    (name) => line.findLast((instruction) => instruction.name === name) ?? [],
  );
}

/** `["/app/server"]`, `./server`, `exec ./server`, `["java", "-jar", "app.jar"]`: what was built, not what builds; a script may. */
function startsOwnProgram(starts: readonly Instruction[]): boolean {
  return starts.some(({ json, args }) => {
    const first =
      json?.[0]?.value ??
      args.text
        .trim()
        .replace(/^exec\s+/, '')
        .split(/\s+/)[0] ??
      '';
    return /^(?:\.{0,2}\/|java$|\$\{?\w+)/.test(first) && !SCRIPT.test(first);
  });
}

const SCRIPT = /(?:\/(?:ba|da|a)?sh|\.(?:sh|bash|py|rb|pl))$/;
