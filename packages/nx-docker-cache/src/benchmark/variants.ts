import type { SentFiles } from '../context/project-files';
import { parse } from '../dockerfile/parse';
import { RECIPES } from '../recipes/registry';
import { UV_VERSION, type InstallerWishes } from '../upgrade/installer/read-wishes';
import { splitRequirements } from '../upgrade/split/split-requirements';
import { upgradeDockerfile } from '../upgrade/upgrade';

/** A Dockerfile and the files that it needs beside those of the context. */
export interface VariantText {
  readonly text: string;
  /** By paths in the context. */
  readonly files: ReadonlyMap<string, string>;
}

/** The Dockerfiles that are compared. */
export const VARIANTS = {
  before: { title: 'as it was' },
  now: { title: 'as it is' },
  mounts: { title: 'with cache mounts' },
  split: { title: 'and a base layer' },
  uv: { title: 'with uv' },
  'uv-split': { title: 'uv and a base layer' },
  compiled: { title: 'compiled on all cores' },
  'uv-uncompiled': { title: 'uv, nothing compiled' },
} as const satisfies Record<string, { readonly title: string }>;

export type Variant = keyof typeof VARIANTS;
export const VARIANT_NAMES = Object.keys(VARIANTS) as readonly Variant[];

/** Measured only where they are asked for: what they are beside is measured anyway. */
export const ASKED_VARIANTS: readonly Variant[] = ['compiled', 'uv-uncompiled'];

export interface VariantSources {
  /** Undefined where nothing was before. */
  readonly before: string | undefined;
  readonly now: string;
  readonly files: SentFiles;
  /** The requirements name every package that is installed: the user says so. */
  readonly complete: boolean;
}

/** A variant, or why there is none. */
export type MadeVariant =
  | ({ readonly kind: 'made'; readonly name: Variant } & VariantText)
  | { readonly kind: 'left-out'; readonly name: Variant; readonly why: string };

/**
 * Makes the Dockerfiles that are asked for. One that is the same as another is left out: it would be measured twice.
 */
export function makeVariants(wanted: readonly Variant[], sources: VariantSources): readonly MadeVariant[] {
  const made = new Map<string, Variant>();
  return VARIANT_NAMES.filter((name) => wanted.includes(name)).map((name): MadeVariant => {
    const variant = textOf(name, sources);
    if (variant === undefined) return { kind: 'left-out', name, why: 'there is no earlier Dockerfile' };
    const same = made.get(variant.text);
    if (same !== undefined)
      return { kind: 'left-out', name, why: `it is the same as “${VARIANTS[same].title}”` };
    made.set(variant.text, name);
    return { kind: 'made', name, ...variant };
  });
}

const NO_FILES: ReadonlyMap<string, string> = new Map();
const UV_UNCOMPILED: InstallerWishes = { uv: { version: UV_VERSION, compiles: false } };
const UV: InstallerWishes = { uv: { version: UV_VERSION, compiles: true } };

function textOf(name: Variant, sources: VariantSources): VariantText | undefined {
  const { before, now } = sources;
  switch (name) {
    case 'before':
      return before === undefined ? undefined : { text: before, files: NO_FILES };
    case 'now':
      return { text: now, files: NO_FILES };
    case 'mounts':
      return { text: upgraded(sources), files: NO_FILES };
    case 'compiled':
      return { text: upgraded(sources, { compilesAtOnce: true }), files: NO_FILES };
    case 'uv':
      return { text: upgraded(sources, UV), files: NO_FILES };
    case 'uv-uncompiled':
      return { text: upgraded(sources, UV_UNCOMPILED), files: NO_FILES };
    case 'split':
      return split(sources, upgraded(sources));
    case 'uv-split':
      return split(sources, upgraded(sources, UV));
  }
}

function upgraded({ now, files }: VariantSources, installing: InstallerWishes = {}): string {
  const parsed = parse(now);
  if (!parsed.ok) return now;
  return upgradeDockerfile(parsed.dockerfile, RECIPES, { context: files, ...installing }).text;
}

function split({ files, complete }: VariantSources, text: string): VariantText {
  const parsed = parse(text);
  if (!parsed.ok) return { text, files: NO_FILES };
  const plan = splitRequirements(parsed.dockerfile, files, { complete });
  return { text: plan.text, files: plan.writes };
}
