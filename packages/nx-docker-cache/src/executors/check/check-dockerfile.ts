import * as path from 'node:path';
import type { SentFiles } from '../../context/project-files';
import { parse } from '../../dockerfile/parse';
import type { Dockerfile } from '../../dockerfile/syntax';
import { dockerfileSyntax } from '../../errors/dockerfile-errors';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { RECIPES } from '../../recipes/registry';
import type { Checked } from '../../rules/checked';
import { buildkitFindings } from '../../rules/buildkit-checks';
import { filesOfListing, listContext } from '../../rules/context-facts';
import { contextSummary } from '../../rules/context-summary';
import { runsOf } from '../../rules/dockerfile-facts';
import { judgeContext } from '../../rules/judge-context';
import { byPlace } from '../../rules/judge';
import { judgeDockerfile } from '../../rules/judge-dockerfile';
import { judgeRequirements } from '../../rules/judge-requirements';
import { RULES } from '../../rules/registry';
import { namedRequirements } from '../../rules/requirements-facts';
import { sitesOf } from '../../upgrade/sites';
import { chooseContext } from '../build/choose-context';
import { shownPath } from '../build/shown-path';
import { dockerfileBytes, dockerfileText } from '../build/read-dockerfile';
import { sentContext } from '../build/sent-context';
import { askBuildkit } from './ask-buildkit';
import type { CheckRequest, DockerfileToCheck } from './check-request';
import { mendDockerfile } from './mend-dockerfile';
import { readSizes } from './read-sizes';
import { reportPath } from './report-path';

type Shell = Pick<World, 'files' | 'environment' | 'processes' | 'clock'>;

/** A Dockerfile with its context, then the requirements files that it installs from. Never throws for what is wrong with them. */
export async function checkDockerfile(
  world: Shell,
  file: DockerfileToCheck,
  request: CheckRequest,
): Promise<readonly Checked[]> {
  try {
    return await judgeAll(world, file, request);
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return [{ ...headOf(world, file, request), text: '', findings: [], error: error.facts }];
  }
}

async function judgeAll(
  world: Shell,
  file: DockerfileToCheck,
  request: CheckRequest,
): Promise<readonly Checked[]> {
  const bytes = await dockerfileBytes(world.files, { file: file.dockerfile, shown: file.shown });
  const folder = await chooseContext(world.files, {
    written: file.context,
    dockerfile: file.dockerfile,
    projectRoot: file.projectRoot,
    workspaceRoot: request.workspaceRoot,
  });
  const context = await sentContext(world.files, file.dockerfile, folder);
  const toMend = { shown: file.shown, path: file.dockerfile, bytes, context };
  const text = request.fix ? await mendDockerfile(world, toMend) : dockerfileText(bytes, file.shown);
  const parsed = parse(text);
  if (!parsed.ok) throw dockerfileSyntax(parsed.problems, file.shown);
  const { dockerfile } = parsed;
  const { ignore } = request;
  const own = judgeDockerfile({
    file: file.shown,
    dockerfile,
    recipes: RECIPES,
    rules: RULES,
    ignore,
    build: file.build,
    context,
  });
  const build = { dockerfile: file.dockerfile, context: folder, builder: request.builder };
  const asked = request.buildkit ? await askBuildkit(world, build) : undefined;
  const others = buildkitFindings(asked ?? '', { file: file.shown, text, ignore, own });
  const findings = [...own, ...others].sort(byPlace);
  const head = { ...headOf(world, file, request), text };
  if (context === undefined) return [{ ...head, findings }];
  const around = await judgeContextOf(world, { dockerfile, context, folder }, { file, request });
  return [
    { ...head, findings: [...findings, ...around.findings].sort(byPlace), context: around.summary },
    ...around.requirements,
  ];
}

function headOf(
  { environment }: Shell,
  { shown, dockerfile }: DockerfileToCheck,
  { workspaceRoot }: CheckRequest,
): Pick<Checked, 'subject' | 'file' | 'path'> {
  const path = reportPath(dockerfile, workspaceRoot, environment.get);
  return { subject: 'dockerfile', file: shown, path };
}

interface Surroundings {
  readonly dockerfile: Dockerfile;
  readonly context: SentFiles;
  /** Of the context, absolute. */
  readonly folder: string;
}

interface JudgedSurroundings extends Pick<Checked, 'findings'> {
  readonly summary: ReturnType<typeof contextSummary>;
  readonly requirements: readonly Checked[];
}

async function judgeContextOf(
  world: Shell,
  { dockerfile, context, folder }: Surroundings,
  { file, request }: { readonly file: DockerfileToCheck; readonly request: CheckRequest },
): Promise<JudgedSurroundings> {
  const listing = listContext(dockerfile, context);
  const sizes = await readSizes(world.files, folder, filesOfListing(listing));
  const { ignore, workspaceRoot } = request;
  const { files, constraints, isPartial } = namedRequirements(runsOf(sitesOf(dockerfile)), listing.takes, {
    context,
    recipes: RECIPES,
  });
  return {
    findings: judgeContext(
      file.shown,
      { dockerfile, sizes, ...listing },
      {
        rules: RULES,
        ignore,
      },
    ),
    summary: contextSummary({ ...listing, sizes }),
    // With a list that cannot be seen, an entry may be pinned there.
    requirements: (isPartial ? [] : files).map((list) => {
      const absolute = path.join(folder, list.path);
      const shown = shownPath(request, absolute);
      return {
        subject: 'requirements',
        file: shown,
        path: reportPath(absolute, workspaceRoot, world.environment.get),
        text: list.text,
        findings: judgeRequirements({
          file: shown,
          text: list.text,
          constraints: constraints.map(({ text }) => text),
          rules: RULES,
          ignore,
        }),
      };
    }),
  };
}
