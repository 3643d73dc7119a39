import type { OptionNames } from '../errors/option-names';
import { ProductError, renderError } from '../errors/product-error';
import type { World } from '../io/world';
import type { ExitCode } from './command';
import { dockerfileIn } from './dockerfile-in';
import { errorDocument } from './error-document';

export interface FailedFile {
  readonly file: string;
  readonly failed: true;
}

export interface FilesHandled<Result> {
  /** The worst of all files. */
  readonly exitCode: ExitCode;
  /** In the order of the files. */
  readonly outcomes: readonly (Result | FailedFile)[];
}

/**
 * Does something with each Dockerfile that is named, on its own: one that cannot be read is told, and keeps no other from its turn.
 * @param isJson whether a program reads along: then the error is a JSON document on standard output
 */
export async function eachFile<Result>(
  written: readonly string[],
  { world, names, isJson }: { readonly world: World; readonly names: OptionNames; readonly isJson: boolean },
  handle: (file: string) => Promise<Result>,
): Promise<FilesHandled<Result>> {
  const { terminal } = world;
  const outcomes: (Result | FailedFile)[] = [];
  let exitCode: ExitCode = 0;
  for (const each of written) {
    const file = await dockerfileIn(each, world);
    try {
      outcomes.push(await handle(file));
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      outcomes.push({ file, failed: true });
      if (error.exitCode > exitCode) exitCode = error.exitCode;
      const facts = error.factsFor(names);
      if (isJson) terminal.out(`${JSON.stringify({ file, ...errorDocument(facts) })}\n`);
      else terminal.err(`${renderError(facts)}\n`);
    }
  }
  return { exitCode, outcomes };
}
