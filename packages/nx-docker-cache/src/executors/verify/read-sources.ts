import * as path from 'node:path';
import { ProductError } from '../../errors/product-error';
import { hasSucceeded } from '../../io/process-result';
import type { World } from '../../io/world';
import { RECIPES } from '../../recipes/registry';
import { chooseRecipes } from '../../upgrade/choose-recipes';
import { upgradeBytes } from '../../upgrade/upgrade-bytes';
import { shownPath } from '../build/shown-path';
import { dockerfileBytes, dockerfileText } from '../build/read-dockerfile';
import { sentContext } from '../build/sent-context';
import type { AfterSource, BeforeSource, VerifyRequest } from './verify-request';

/** Where a Dockerfile is, and from where its path is shown. */
export type SourcePlace = Pick<VerifyRequest, 'dockerfile' | 'workspaceRoot'>;

/** One of the two Dockerfiles. */
export interface DockerfileSource {
  readonly text: string;
  /** What messages call it. */
  readonly shown: string;
  /** The text as it stands in the working tree: it can be built from there. */
  readonly isInPlace: boolean;
}

/**
 * The texts of the two Dockerfiles.
 * @throws ProductError BEFORE_MISSING, and what Dockerfiles that cannot be read give cause to
 */
export async function readSources(
  world: Pick<World, 'files' | 'processes'>,
  request: VerifyRequest,
): Promise<{ readonly before: DockerfileSource; readonly after: DockerfileSource }> {
  return {
    before: await readBefore(world, request, request.before),
    after: await readAfter(world, request, request.after),
  };
}

export async function readBefore(
  world: Pick<World, 'files' | 'processes'>,
  request: SourcePlace,
  source: BeforeSource,
): Promise<DockerfileSource> {
  switch (source.kind) {
    case 'working-tree':
      return workingTree(world, request);
    case 'file': {
      const shown = shownPath(request, source.path);
      const bytes = await dockerfileBytes(world.files, { file: source.path, shown });
      return { text: dockerfileText(bytes, shown), shown, isInPlace: false };
    }
    case 'git': {
      const shown = `${shownPath(request, request.dockerfile)} of ${source.revision}`;
      const bytes = await readRevision(world, request.dockerfile, { revision: source.revision, shown });
      return { text: dockerfileText(bytes, shown), shown, isInPlace: false };
    }
  }
}

async function readAfter(
  world: Pick<World, 'files'>,
  request: VerifyRequest,
  source: AfterSource,
): Promise<DockerfileSource> {
  if (source.kind === 'working-tree') return workingTree(world, request);
  const shown = shownPath(request, request.dockerfile);
  const bytes = await dockerfileBytes(world.files, { file: request.dockerfile, shown });
  const context = await sentContext(world.files, request.dockerfile, request.context);
  const { after } = upgradeBytes(shown, bytes, chooseRecipes(RECIPES, source.only), {
    ...(context !== undefined && { context }),
  });
  return { text: after, shown: `${shown} as upgraded`, isInPlace: false };
}

async function workingTree({ files }: Pick<World, 'files'>, request: SourcePlace): Promise<DockerfileSource> {
  const shown = shownPath(request, request.dockerfile);
  const bytes = await dockerfileBytes(files, { file: request.dockerfile, shown });
  return { text: dockerfileText(bytes, shown), shown, isInPlace: true };
}

/** The file as git has it, without checking it out. */
async function readRevision(
  { processes }: Pick<World, 'processes'>,
  dockerfile: string,
  { revision, shown }: { readonly revision: string; readonly shown: string },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const result = await processes.run(
    {
      file: 'git',
      args: ['show', `${revision}:./${path.basename(dockerfile)}`],
      cwd: path.dirname(dockerfile),
    },
    { onStdout: (chunk) => chunks.push(chunk) },
  );
  if (hasSucceeded(result)) return Buffer.concat(chunks);
  throw new ProductError((names) => ({
    code: 'BEFORE_MISSING',
    what: 'git has no Dockerfile to compare with',
    where: shown,
    why:
      result.kind === 'not-found'
        ? 'git is not installed'
        : result.stderr.trim().replace(/^fatal: /, '') || 'git show failed',
    next: `name another revision with ${names('beforeRef')}, a file with ${names('beforeFile')}, or ask for the planned upgrade with ${names('planned')}`,
  }));
}
