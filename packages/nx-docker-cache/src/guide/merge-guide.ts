import type { GuideFacts } from './guide-facts';
import { GUIDE_SECTIONS, type GuideSection } from './sections';

/** Why a guide that is there cannot be written anew. */
export interface GuideProblem {
  readonly problem: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The guide with its generated parts as they are now. What stands outside of the markers is the reader's and stays, byte
 * for byte; parts that are missing come at the end. Pure and total.
 */
export function mergeGuide(text: string | undefined, facts: GuideFacts): string | GuideProblem {
  const end = text?.includes('\r\n') === true ? '\r\n' : '\n';
  let merged = text === undefined || text.trim() === '' ? INTRODUCTION : text;
  for (const section of GUIDE_SECTIONS) {
    const next = withSection(merged, section, section.render(facts).join(end), end);
    if (typeof next !== 'string') return next;
    merged = next;
  }
  return merged;
}

const INTRODUCTION = [
  '# Docker caching in this workspace',
  '',
  'Parts between markers are written by `npx nx g nx-docker-cache:caching-guide`, which keeps everything else.',
  '',
].join('\n');

function withSection(
  text: string,
  { name, heading }: GuideSection,
  content: string,
  end: string,
): string | GuideProblem {
  const [open, close] = [`<!-- nx-docker-cache:${name} -->`, `<!-- /nx-docker-cache:${name} -->`];
  const [starts, ends] = [placesOf(text, open), placesOf(text, close)];
  const [start, stop] = [starts[0], ends[0]];
  if (start === undefined && stop === undefined) {
    const gap = text.endsWith('\n') ? end : `${end}${end}`;
    return [`${text}${gap}## ${heading}`, '', open, '', content, '', close, ''].join(end);
  }
  if (start === undefined || stop === undefined || stop < start)
    return broken(
      text,
      start ?? stop ?? 0,
      `one of ${open} and ${close} is missing, or they are the wrong way round`,
    );
  const second = starts[1] ?? ends[1];
  if (second !== undefined) return broken(text, second, `${open} is there twice`);
  return `${text.slice(0, start + open.length)}${end}${end}${content}${end}${end}${text.slice(stop)}`;
}

function broken(text: string, place: number, problem: string): GuideProblem {
  return { problem, line: text.slice(0, place).split('\n').length };
}

function placesOf(text: string, marker: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) places.push(at);
  return places;
}
