import { resolve } from 'node:path';
import type { SentFiles } from '../../../context/project-files';
import { decodeDockerfile } from '../../../dockerfile/decode';
import { parse } from '../../../dockerfile/parse';
import { dockerfileNotRead, dockerfileNotUtf8, dockerfileSyntax } from '../../../errors/dockerfile-errors';
import { fileNotWritten } from '../../../errors/file-not-written';
import { ProductError } from '../../../errors/product-error';
import type { World } from '../../../io/world';
import { RECIPES } from '../../../recipes/registry';
import type { Finding } from '../../../rules/finding';
import { judgeDockerfile } from '../../../rules/judge-dockerfile';
import { RULES } from '../../../rules/registry';
import { countFindings, renderFindings } from '../../../rules/render-findings';
import { upgradeBytes } from '../../../upgrade/upgrade-bytes';
import type { ExitCode, RunCommand } from '../../command';
import { contextOf } from '../../context-of';
import type { CheckCommandSchema } from './schema';

/** `nx-docker-cache check`: every file on its own, so that one that cannot be read keeps no other from its judgement. */
export const run: RunCommand<CheckCommandSchema> = async (options, world) => {
  checkCodes(options.ignore ?? []);
  const all: Finding[] = [];
  let exitCode: ExitCode = 0;
  for (const file of options.files) {
    try {
      const { text, findings } = await checkFile(file, options, world);
      all.push(...findings);
      show(file, { text, findings }, options, world);
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      exitCode = Math.max(exitCode, error.exitCode) as ExitCode;
      showError(error, file, options, world);
    }
  }
  const { error, warning } = countFindings(all);
  const isTooMuch = error > 0 || warning > (options.maxWarnings ?? 0);
  return exitCode === 0 && isTooMuch ? 1 : exitCode;
};

function checkCodes(codes: readonly string[]): void {
  const known: readonly string[] = RULES.map(({ code }) => code);
  const stranger = codes.find((code) => !known.includes(code));
  if (stranger === undefined) return;
  throw new ProductError({
    code: 'OPTION_TYPE',
    what: `there is no rule "${stranger}"`,
    why: `the rules are ${known.join(', ')}`,
    next: 'correct --ignore',
  });
}

interface CheckedFile {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** @throws ProductError for a file that cannot be read, is no Dockerfile, or cannot be written */
async function checkFile(
  file: string,
  { fix, ignore = [] }: CheckCommandSchema,
  world: World,
): Promise<CheckedFile> {
  const path = resolve(world.environment.cwd, file);
  const bytes = await world.files.read(path).catch((cause: unknown) => {
    throw dockerfileNotRead(cause, file);
  });
  const context = await contextOf(file, undefined, world);
  const text = fix === true ? await fixed(file, { path, bytes, context }, world) : textOf(file, bytes);
  const parsed = parse(text);
  if (!parsed.ok) throw dockerfileSyntax(parsed.problems, file);
  const findings = judgeDockerfile({
    file,
    dockerfile: parsed.dockerfile,
    recipes: RECIPES,
    rules: RULES,
    ignore,
    context,
  });
  return { text, findings };
}

function textOf(file: string, bytes: Uint8Array): string {
  const decoded = decodeDockerfile(bytes);
  if (!decoded.ok) throw dockerfileNotUtf8(decoded.problem, file);
  return decoded.text;
}

interface FileToMend {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly context: SentFiles | undefined;
}

/** The upgrade's own plan, which is read back and compared before it counts. */
async function fixed(
  file: string,
  { path, bytes, context }: FileToMend,
  { files }: Pick<World, 'files'>,
): Promise<string> {
  const { before, after } = upgradeBytes(file, bytes, RECIPES, { ...(context !== undefined && { context }) });
  if (before === after) return after;
  try {
    await files.write(await files.realPath(path), after);
  } catch (cause) {
    throw fileNotWritten(
      {
        what: 'the mended Dockerfile could not be written; the old one is still there',
        where: file,
        next: 'make the file and its folder writable',
      },
      cause,
    );
  }
  return after;
}

function show(
  file: string,
  { text, findings }: CheckedFile,
  { json }: CheckCommandSchema,
  { terminal }: World,
): void {
  terminal.out(
    json === true ? `${JSON.stringify({ file, findings })}\n` : renderFindings(file, text, findings),
  );
}

function showError(
  error: ProductError,
  file: string,
  { json }: CheckCommandSchema,
  { terminal }: World,
): void {
  const { code, what, where, why, next } = error.facts;
  if (json === true) terminal.out(`${JSON.stringify({ file, error: { code, what, where, why, next } })}\n`);
  else terminal.err(`${error.message}\n`);
}
