import { onceEach } from '../collections/once-each';
import { buildReads, instructionReads, type BuildReads } from '../context/build-reads';
import { foreignFrontend } from '../context/frontend';
import { pathReads, type PathRead } from '../context/path-reads';
import { parse } from '../dockerfile/parse';
import type { Dockerfile } from '../dockerfile/syntax';
import type { OwnBuildOptions } from './own-build-options';

/** What a build takes from outside of its Dockerfile, as the file and the options tell. */
export interface DockerfileReads {
  /** Why it has to be taken for reading all of its context; undefined where `paths` are all it reads. */
  readonly whole: string | undefined;
  readonly paths: readonly PathRead[];
  /** The images that it builds on or copies from, none twice. */
  readonly images: readonly string[];
  /** What it fetches that may be something else tomorrow: URLs without a checksum, git without a commit. */
  readonly mutableUrls: readonly string[];
  /** An image that is built on this one may read its own context by it. */
  readonly hasTriggers: boolean;
  /** The images that it copies from by them, none twice. */
  readonly triggerImages: readonly string[];
}

type ReadingOptions = Pick<OwnBuildOptions, 'target' | 'buildArgs' | 'buildContexts' | 'decidingArgs'>;

/** The same function as `dockerfileReads`, which reads a Dockerfile once that many projects have a copy of. */
export function rememberingReads(): typeof dockerfileReads {
  const ofText = onceEach((text: string | undefined) =>
    onceEach((written: string) => dockerfileReads(text, JSON.parse(written) as ReadingOptions)),
  );
  return (text, { target, buildArgs, buildContexts, decidingArgs }) =>
    ofText(text)(JSON.stringify({ target, buildArgs, buildContexts, decidingArgs }));
}

/** @param text of the Dockerfile; undefined where there is none that can be read */
export function dockerfileReads(text: string | undefined, options: ReadingOptions): DockerfileReads {
  const parsed = text === undefined ? undefined : parse(text);
  if (!parsed?.ok)
    return unreadable(text === undefined ? 'the Dockerfile is missing' : 'the Dockerfile has errors');
  const { dockerfile } = parsed;
  const reads = buildReads(dockerfile, {
    target: options.target,
    buildArgs: knownArgs(options),
    namedContexts: Object.keys(options.buildContexts),
  });
  const images = imagesOf(reads, options);
  return {
    whole: reasonForWhole(dockerfile, options, images),
    paths: pathReads(reads),
    images,
    mutableUrls: mutableUrls(reads),
    triggerImages: triggerImages(reads),
    hasTriggers: dockerfile.instructions.some(({ name }) => name === 'ONBUILD'),
  };
}

function unreadable(whole: string): DockerfileReads {
  return { whole, paths: [], images: [], mutableUrls: [], hasTriggers: false, triggerImages: [] };
}

function knownArgs({ buildArgs }: ReadingOptions): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(buildArgs).filter((pair): pair is [string, string] => pair[1] !== null),
  );
}

function reasonForWhole(
  dockerfile: Dockerfile,
  options: ReadingOptions,
  images: readonly string[],
): string | undefined {
  const frontend = foreignFrontend(dockerfile, knownArgs(options));
  if (frontend !== undefined) return `${frontend} may read anything`;
  const [argument] = options.decidingArgs;
  if (argument !== undefined) return `${argument} in extraArgs may choose other instructions`;
  const fromEnvironment = Object.keys(options.buildArgs).find(
    (name) => options.buildArgs[name] === null && decidesReads(name, dockerfile),
  );
  if (fromEnvironment !== undefined) return `the value of ${fromEnvironment} comes from the environment`;
  const trigger = images.find((image) => /onbuild/i.test(image));
  return trigger === undefined ? undefined : `${trigger} may copy files of its own accord (ONBUILD)`;
}

/** Whether an instruction that can name files, or that other variables are made in, uses the variable. */
function decidesReads(name: string, { instructions }: Dockerfile): boolean {
  const use = new RegExp(`\\$\\{?${name.replace(/\W/g, '\\$&')}(?!\\w)`);
  return (
    name === 'BUILDKIT_SYNTAX' ||
    instructions.some(
      ({ name: keyword, args, flags }) =>
        flags.some(({ value }) => use.test(value ?? '')) || (keyword !== 'RUN' && use.test(args.text)),
    )
  );
}

function imagesOf({ bases, reads }: BuildReads, { buildContexts }: ReadingOptions): readonly string[] {
  const images = [...bases, ...reads].flatMap(({ origin }): readonly string[] => {
    if (origin.kind === 'image') return [origin.reference];
    if (origin.kind !== 'named-context') return [];
    const image = /^docker-image:\/\/(.+)$/.exec(buildContexts[origin.name] ?? '')?.[1];
    return image === undefined ? [] : [image];
  });
  return [...new Set(images)];
}

/** A name may be that of a stage of the build that the triggers run in, which nobody else builds. */
function triggerImages({ stages }: BuildReads): readonly string[] {
  const reads = stages.flatMap(({ instructions }) =>
    instructions.flatMap(({ instruction: { trigger }, scope }) =>
      trigger === undefined ? [] : instructionReads({ instruction: trigger, scope }, []),
    ),
  );
  return [...new Set(reads.flatMap(({ origin }) => (origin.kind === 'image' ? [origin.reference] : [])))];
}

function mutableUrls({ reads }: BuildReads): readonly string[] {
  return reads.flatMap(({ sources }) =>
    sources.flatMap((source) =>
      (source.kind === 'url' || source.kind === 'git') && !source.pinned
        ? [source.url.replace(/\/\/[^/@]*@/, '//')]
        : [],
    ),
  );
}
