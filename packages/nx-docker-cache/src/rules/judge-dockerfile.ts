import type { SentFiles } from '../context/project-files';
import type { Dockerfile } from '../dockerfile/syntax';
import type { Recipe } from '../recipes/recipe';
import { dockerfileFacts, type BuildFacts } from './dockerfile-facts';
import type { Finding } from './finding';
import { byPlace, findingsOf } from './judge';
import { rulesAbout, type Rule } from './rule';
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
  const judged = { file, text: dockerfile.text, ignore, suppressions };
  const found = findingsOf(rulesAbout(rules, 'dockerfile'), facts, judged);
  return [...found, ...withoutReason(file, suppressions)].sort(byPlace);
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
