import type { Range } from '../dockerfile/syntax';
import type { BuildFacts, DockerfileFacts } from './dockerfile-facts';

/** `error`: the build fails or the image lacks something. `warning`: time or safety is lost. `info`: worth a thought. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type RuleCode = `NDC${number}`;

/** What people read of a rule. Every field is required, so that no rule comes without its page. */
export interface RuleText {
  /** Stable: scripts and comments rely on it. The name of its file begins with it. */
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

/** The examples are run by a test: the rule finds itself in the bad one, and nothing in the good one. */
export interface DockerfileRule extends RuleText {
  readonly subject: 'dockerfile';
  readonly bad: string;
  readonly good: string;
  /** How the examples are built, for a rule that looks at it. */
  readonly exampleBuild?: BuildFacts;
  readonly find: (facts: DockerfileFacts) => readonly Found[];
}

export type Rule = DockerfileRule;
