import type { Range } from '../dockerfile/syntax';
import type { ContextExample, ContextFacts } from './context-facts';
import type { BuildFacts, DockerfileFacts } from './dockerfile-facts';
import type { MachineFacts } from './machine-facts';
import type { RequirementsFacts } from './requirements-facts';

/** `error`: the build fails or the image lacks something. `warning`: time or safety is lost. `info`: worth a thought. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type RuleCode = `NDC${number}`;

/** What people read of a rule. Every field is required, so that no rule comes without its page. */
export interface RuleText {
  /**
   * Stable: scripts and comments rely on it. The name of its file begins with it. The first digit says what the rule is
   * about: 0 the Dockerfile, 1 the machine, 2 the build context, 3 requirements files.
   */
  readonly code: RuleCode;
  readonly severity: Severity;
  /** What is wrong, in a few words, without a full stop. */
  readonly title: string;
  /** Why it matters: whole sentences, for the page of the rule. */
  readonly why: string;
  /** What to do about it, in the imperative, without a full stop. */
  readonly remedy: string;
  /** Whether `--fix` mends it, with the edits of the upgrade. */
  readonly fix: 'upgrade' | undefined;
}

/** A place where a rule finds something. */
export interface Found {
  /** One sentence about this case, without a full stop. */
  readonly message: string;
  /** Offsets into the text that the rule reads; undefined for the whole of it. */
  readonly range: Range | undefined;
  /** Where `--fix` mends only some of what the rule finds: whether it mends this. */
  readonly isFixable?: boolean;
}

export interface RuleOf<Facts> extends RuleText {
  readonly find: (facts: Facts) => readonly Found[];
}

/*
 * The examples of all kinds are run by a test: the rule finds itself in the bad one, and nothing in the good one.
 */

export interface DockerfileRule extends RuleOf<DockerfileFacts> {
  readonly subject: 'dockerfile';
  readonly bad: string;
  readonly good: string;
  /** How the examples are built, for a rule that looks at it. */
  readonly exampleBuild?: BuildFacts;
}

export interface MachineRule extends RuleOf<MachineFacts> {
  readonly subject: 'machine';
  /** What is different on a machine that is well otherwise (SOUND_MACHINE). */
  readonly bad: Partial<MachineFacts>;
  /** Nothing can be built there at all: `check` ends with status 2. */
  readonly meansNoEngine?: boolean;
}

/** What it finds has its place in the Dockerfile. */
export interface ContextRule extends RuleOf<ContextFacts> {
  readonly subject: 'context';
  readonly bad: ContextExample;
  readonly good: ContextExample;
}

export interface RequirementsRule extends RuleOf<RequirementsFacts> {
  readonly subject: 'requirements';
  readonly bad: string;
  readonly good: string;
}

export type Rule = DockerfileRule | MachineRule | ContextRule | RequirementsRule;
export type Subject = Rule['subject'];

/** The rules about one thing. */
export function rulesAbout<About extends Subject>(
  rules: readonly Rule[],
  subject: About,
): readonly Extract<Rule, { subject: About }>[] {
  return rules.filter((rule): rule is Extract<Rule, { subject: About }> => rule.subject === subject);
}
