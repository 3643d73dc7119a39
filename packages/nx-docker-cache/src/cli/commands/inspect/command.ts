import { resolve } from 'node:path';
import { inspectDocument, type InspectDocument } from '../../../dockerfile/inspect-document';
import { parse } from '../../../dockerfile/parse';
import { renderInspect } from '../../../dockerfile/render-inspect';
import { dockerfileSyntax } from '../../../errors/dockerfile-errors';
import { ProductError } from '../../../errors/product-error';
import { dockerfileBytes, dockerfileText } from '../../../executors/build/read-dockerfile';
import type { World } from '../../../io/world';
import type { ExitCode, RunCommand } from '../../command';
import { dockerfileIn } from '../../dockerfile-in';
import { errorDocument } from '../../error-document';
import { readContext, renderContext, type ReadContext } from './read-context';
import type { InspectCommandSchema } from './schema';

/** Every file on its own: one that cannot be read is a document with errors, and the others follow. */
export const run: RunCommand<InspectCommandSchema> = async ({ files, json }, world) => {
  let exitCode: ExitCode = 0;
  for (const file of files) {
    const inspection = await inspectFile(await dockerfileIn(file, world), world);
    const code = json === true ? showJson(inspection, world) : showText(inspection, world);
    if (code > exitCode) exitCode = code;
  }
  return exitCode;
};

/** `failure` is the error for the terminal when the document holds errors. */
interface Inspection {
  readonly document: InspectDocument & { readonly context?: ReadContext };
  readonly failure?: ProductError;
}

async function inspectFile(file: string, world: World): Promise<Inspection> {
  try {
    const place = { file: resolve(world.environment.cwd, file), shown: file };
    const text = dockerfileText(await dockerfileBytes(world.files, place), file);
    const result = parse(text);
    const document = inspectDocument(file, result);
    if (!result.ok) return { document, failure: dockerfileSyntax(result.problems, file) };
    return { document: { ...document, context: readContext(file, text, world) } };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    const { code, what, why } = error.facts;
    const message = why === undefined ? what : `${what}: ${why}`;
    return { document: { file, errors: [{ code, message }] }, failure: error };
  }
}

function showJson(inspection: Inspection, { terminal }: World): ExitCode {
  const { document, failure } = inspection;
  const error = failure && errorDocument(failure.facts);
  terminal.out(`${JSON.stringify({ ...document, ...error })}\n`);
  return exitCodeOf(inspection);
}

function showText(inspection: Inspection, { terminal }: World): ExitCode {
  const { document } = inspection;
  if (inspection.failure === undefined)
    terminal.out(
      renderInspect(document) + (document.context === undefined ? '' : renderContext(document.context)),
    );
  else terminal.err(`${inspection.failure.message}\n`);
  return exitCodeOf(inspection);
}

/** What BuildKit refuses is a finding. */
function exitCodeOf({ document, failure }: Inspection): ExitCode {
  if (failure !== undefined) return failure.exitCode;
  return 'refused' in document && document.refused.length > 0 ? 1 : 0;
}
