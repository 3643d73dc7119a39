import type { ErrorFacts } from '../errors/product-error';
import type { ContextSummary } from './context-summary';
import type { Finding } from './finding';

/** One thing that was checked, with what was found: what all forms of the output are made of. */
export interface Checked {
  readonly subject: 'machine' | 'dockerfile' | 'requirements';
  /** As the user knows it; undefined for the machine. */
  readonly file: string | undefined;
  /** Relative to the repository, with `/`: how machines that read reports find it. */
  readonly path: string | undefined;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** Of a Dockerfile, where its context could be read. */
  readonly context?: ContextSummary;
  /** Why it could not be judged. */
  readonly error?: ErrorFacts;
}

/** What `check` calls the thing. */
export function nameOf({ file }: Pick<Checked, 'file'>): string {
  return file ?? 'machine';
}
