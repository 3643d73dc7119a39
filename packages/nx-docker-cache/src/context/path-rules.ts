import { literalFolder, readPathRule, type PathRule, type RuleProblem } from './path-rule';
import { overlap } from './within';

/** For each rule of a list whether it matches a path, or a folder that the path is in. */
export type RuleMatches = readonly boolean[];

export interface RulesVerdict {
  readonly matched: boolean;
  /** To be handed on to what is below the path. */
  readonly matches: RuleMatches;
}

/** A list of patterns of which the last that matches decides (`patternmatcher.PatternMatcher`). */
export class PathRules {
  readonly #folders: readonly string[];

  constructor(readonly rules: readonly PathRule[]) {
    this.#folders = rules.map(({ pattern }) => literalFolder(pattern));
  }

  /** @param patterns as written, one each */
  static read(patterns: readonly string[]): PathRules | RuleProblem {
    const rules: PathRule[] = [];
    for (const pattern of patterns) {
      const rule = readPathRule(pattern);
      if (rule === undefined) continue;
      if ('problem' in rule) return rule;
      rules.push(rule);
    }
    return new PathRules(rules);
  }

  get hasExceptions(): boolean {
    return this.rules.some(({ isException }) => isException);
  }

  /**
   * `MatchesUsingParentResults`. A rule that cannot change the verdict is not tried, and then counts as not matching
   * for everything below either: that is how `a`, `!a/b` brings `a/b/c` back or not.
   *
   * @param parent what the folder of the path gave; undefined directly below the root
   */
  verdict(path: string, parent: RuleMatches | undefined): RulesVerdict {
    const matches: boolean[] = [];
    let matched = false;
    this.rules.forEach(({ isException, matches: matchesPath }, index) => {
      const inherited = parent?.[index] ?? false;
      const match = inherited || (isException === matched && matchesPath(path));
      matches.push(match);
      if (match) matched = !isException;
    });
    return { matched, matches };
  }

  /** False when no rule (of this kind) can match anything below the folder. */
  mayMatchBelow(folder: string): boolean {
    return this.#folders.some(
      (known, index) => this.rules[index]?.isException === false && overlap(known, folder),
    );
  }
}
