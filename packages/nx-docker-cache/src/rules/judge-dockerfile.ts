import type { SentFiles } from '../context/project-files';
import { positionOf } from '../dockerfile/position';
import type { Dockerfile, Range } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import { dockerfileFacts, type BuildFacts } from './dockerfile-facts';
import type { Finding, Place } from './finding';
import type { Rule } from './rule';
import { suppressionsOf, type Suppression } from './suppressions';

export interface Judgement {
  /** As the user knows it. */
  readonly file: string;
  readonly dockerfile: Dockerfile;
  readonly recipes: readonly Recipe[];
  readonly rules: readonly Rule[];
  /** Codes that are not looked for. */
  readonly ignore: readonly string[];
  readonly build?: BuildFacts | undefined;
  /** As it is sent; what can be moved is not known without it. */
  readonly context?: SentFiles | undefined;
}

/** What the rules find in a Dockerfile, by place, without what its comments and the options suppress. Pure and total. */
export function judgeDockerfile({
  file,
  dockerfile,
  recipes,
  rules,
  ignore,
  build,
  context,
}: Judgement): readonly Finding[] {
  const facts = dockerfileFacts(dockerfile, recipes, { build, context });
  const suppressions = suppressionsOf(dockerfile);
  const found = rules
    .filter(({ code }) => !ignore.includes(code))
    .flatMap((rule) =>
      rule
        .find(facts)
        .filter(({ range }) => !isSuppressed(suppressions, rule.code, range))
        .map(({ message, range, isFixable = rule.fix !== undefined }) => ({
          ...headOfRule(rule),
          fixable: isFixable,
          message,
          file,
          place: range && placeOf(dockerfile.text, range),
        })),
    );
  return [...found, ...withoutReason(file, suppressions)].sort(byPlace);
}

function headOfRule({
  code,
  severity,
  remedy,
}: Rule): Pick<Finding, 'code' | 'severity' | 'remedy' | 'source' | 'url'> {
  return {
    code,
    severity,
    remedy,
    source: 'nx-docker-cache',
    url: `docs/rules/${code}.md`,
  };
}

function isSuppressed(suppressions: readonly Suppression[], code: string, range: Range | undefined): boolean {
  return suppressions.some(
    ({ codes, reason, instruction }) =>
      reason !== '' &&
      codes.includes(code) &&
      range !== undefined &&
      instruction.range.start <= range.start &&
      range.start <= instruction.range.end,
  );
}

/** Whoever reads the file later must see why. */
function withoutReason(file: string, suppressions: readonly Suppression[]): readonly Finding[] {
  return suppressions
    .filter(({ reason }) => reason === '')
    .map(({ codes, line }) => ({
      code: 'NDC090',
      severity: 'warning',
      message: `this comment suppresses nothing, because it gives no reason for ignoring ${codes.join(', ')}`,
      remedy: 'write the reason behind the code',
      file,
      place: { start: { line, column: 1 }, end: { line, column: 2 } },
      fixable: false,
      source: 'nx-docker-cache',
      url: undefined,
    }));
}

function placeOf(text: string, { start, end }: Range): Place {
  return { start: positionOf(text, start), end: positionOf(text, end) };
}

function byPlace(a: Finding, b: Finding): number {
  const [one, other] = [a.place?.start, b.place?.start];
  return (
    (one?.line ?? 0) - (other?.line ?? 0) ||
    (one?.column ?? 0) - (other?.column ?? 0) ||
    a.code.localeCompare(b.code)
  );
}
