import { isInFolder } from './in-folder';
import type { BuildOptions } from './build-options';
import { imageOutputs, BUILDX_ENVIRONMENT } from './command';
import type { ProcessCommand } from './process-command';

/** One image of many. */
export interface BakedBuild {
  /** What bake and its progress call it: letters, digits, `-` and `_` (`bakeNames`). */
  readonly name: string;
  readonly options: BuildOptions;
}

/** Names of projects as bake takes them, in their order, none twice and none that BuildKit uses itself. */
export function bakeNames(projects: readonly string[]): readonly string[] {
  const given = new Set(['internal', 'auth', 'context', 'default']);
  return projects.map((project) => {
    const plain = project.replace(/[^A-Za-z0-9_-]+/g, '-');
    let name = plain;
    for (let count = 2; given.has(name); count += 1) name = `${plain}-${count}`;
    given.add(name);
    return name;
  });
}

type Obstacle = (options: BuildOptions, workspaceRoot: string) => string | undefined;

const NONE: Obstacle = () => undefined;

/** Why an option keeps an image out of a run of bake that others share. A new option has to say. */
const OBSTACLES: Readonly<Record<keyof BuildOptions, Obstacle>> = {
  dockerfile: ({ dockerfile }, root) =>
    isOutside(dockerfile, root) ? 'its Dockerfile is outside of the workspace' : undefined,
  context: ({ context }, root) =>
    isOutside(context, root) ? 'its context is outside of the workspace' : undefined,
  references: NONE,
  labels: NONE,
  platforms: NONE,
  target: NONE,
  buildArgs: ({ buildArgs }) =>
    buildArgs.every((each) => each.includes('=')) ? undefined : 'a build argument comes from the environment',
  buildContexts: ({ buildContexts }) => (buildContexts.length > 0 ? 'it has further contexts' : undefined),
  secrets: ({ secrets }) =>
    secrets.every((each) => /(?:^|,)env=/.test(each)) ? undefined : 'a secret is read from a file',
  ssh: ({ ssh }) => (ssh.length > 0 ? 'it uses SSH' : undefined),
  cacheFrom: ({ cacheFrom }) => (cacheFrom.some(isLocal) ? 'it reads a cache from a folder' : undefined),
  cacheTo: ({ cacheTo }) => (cacheTo.some(isLocal) ? 'it writes a cache to a folder' : undefined),
  builder: NONE,
  destination: ({ destination: { kind } }) =>
    kind === 'load' || kind === 'push' ? undefined : 'its result is no image',
  network: ({ network }) => (network === undefined ? undefined : 'it chooses a network'),
  addHosts: ({ addHosts }) => (addHosts.length > 0 ? 'it adds hosts' : undefined),
  pull: NONE,
  provenance: NONE,
  sbom: NONE,
  cachePolicy: ({ cachePolicy }) =>
    cachePolicy.kind === 'reuse' && cachePolicy.since === undefined
      ? undefined
      : 'it was built without layer cache, or is going to be',
  extraArgs: ({ extraArgs }) => (extraArgs.length > 0 ? 'it has extra arguments' : undefined),
};

/** Bake asks for leave to read what is not below the folder that it runs in (docker/buildx, bake/entitlements.go). */
function isOutside(file: string, workspaceRoot: string): boolean {
  return !isInFolder(file, workspaceRoot);
}

function isLocal(cache: string): boolean {
  return cache.includes('type=local');
}

/** Why an image has to be built on its own; undefined where it can be one of many. */
export function bakeObstacle(options: BuildOptions, workspaceRoot: string): string | undefined {
  return Object.values(OBSTACLES)
    .map((obstacle) => obstacle(options, workspaceRoot))
    .find((found) => found !== undefined);
}

/** The definitions of these images, as JSON that bake reads. Only for options without an obstacle. */
export function bakeFile(builds: readonly BakedBuild[]): string {
  const target = Object.fromEntries(builds.map(({ name, options }) => [name, targetOf(options)]));
  return JSON.stringify({ target }, (_, value: unknown) =>
    typeof value === 'string' ? withoutTemplates(value) : value,
  );
}

/** Bake reads JSON as HCL, where `${…}` and `%{…}` are templates in every string. */
function withoutTemplates(value: string): string {
  return value.replace(/([$%])\{/g, '$1$1{');
}

function targetOf(options: BuildOptions): Readonly<Record<string, unknown>> {
  const attest = [...attestation('provenance', options.provenance), ...attestation('sbom', options.sbom)];
  return {
    context: options.context,
    dockerfile: options.dockerfile,
    tags: options.references,
    labels: pairs(options.labels),
    platforms: options.platforms,
    ...(options.target !== undefined && { target: options.target }),
    args: pairs(options.buildArgs),
    secret: options.secrets,
    'cache-from': options.cacheFrom,
    'cache-to': options.cacheTo,
    output: imageOutputs(options.destination),
    ...(options.pull && { pull: true }),
    ...(attest.length > 0 && { attest }),
  };
}

function pairs(written: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    written.map((each) => {
      const equals = each.indexOf('=');
      return equals < 0 ? [each, ''] : [each.slice(0, equals), each.slice(equals + 1)];
    }),
  );
}

/** As buildx reads the flags of that name (docker/buildx, util/buildflags/attests.go `CanonicalizeAttest`). */
function attestation(type: 'provenance' | 'sbom', written: string | undefined): readonly string[] {
  if (written === undefined) return [];
  if (/^(?:1|t|true)$/i.test(written)) return [`type=${type}`];
  if (/^(?:0|f|false)$/i.test(written)) return [`type=${type},disabled=true`];
  return [`type=${type},${written}`];
}

export interface BakePlace {
  /** Absolute, as all paths. */
  readonly file: string;
  readonly metadataFile: string;
  readonly cwd: string;
  readonly builder: string | undefined;
}

/** A copy of a Dockerfile (`dockerfileToSend`) lies elsewhere, and what else is not below the workspace is no part of the file. */
const NO_ENTITLEMENTS = { BUILDX_BAKE_ENTITLEMENTS_FS: '0' } as const;

/** Builds these images in one run. */
export function bakeCommand(names: readonly string[], place: BakePlace): ProcessCommand {
  const args = [
    'buildx',
    'bake',
    '--progress=rawjson',
    `--metadata-file=${place.metadataFile}`,
    `--file=${place.file}`,
    ...(place.builder === undefined ? [] : [`--builder=${place.builder}`]),
    ...names,
  ];
  return { file: 'docker', args, cwd: place.cwd, env: { ...BUILDX_ENVIRONMENT, ...NO_ENTITLEMENTS } };
}
