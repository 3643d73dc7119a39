import type { CacheFolder, IdPart, Recipe } from '../recipes/recipe';
import { basename } from 'node:path/posix';
import { baseImage, lineage, type RunSite, type Sites } from './sites';

/** What the id of a mount is made of. */
export interface MountIdentity {
  /** The tool, and the folder where it has several. */
  readonly name: string;
  /** What the content depends on without saying so: `bookworm`, `$TARGETARCH`. Empty: the target is id enough. */
  readonly parts: readonly string[];
}

/** The identity of a mount. Where a part of it is not known there is none, and BuildKit takes the target. */
export function mountIdentity(
  sites: Sites,
  site: RunSite,
  { tool, caches }: Recipe,
  cache: CacheFolder,
  target: string,
): MountIdentity {
  const name = cache === caches[0] ? tool : `${tool}-${basename(target)}`;
  const parts = cache.idNames.map((part) => partOf(sites, site, part));
  const known = parts.filter((part) => part !== undefined);
  return { name, parts: known.length === parts.length ? known : [] };
}

function partOf(sites: Sites, site: RunSite, part: IdPart): string | undefined {
  if (part === 'architecture') return architecture(sites, site);
  const image = baseImage(sites.stages, site.stage);
  return image === undefined ? undefined : releaseName(image);
}

/** A stage that is built on the machine's own platform (`FROM --platform=$BUILDPLATFORM`) has that one's architecture. */
function architecture({ stages }: Sites, { stage }: RunSite): string {
  const [first] = lineage(stages, stage);
  const written = first?.from.flags.find(({ name }) => name === 'platform')?.value ?? '';
  if (written.includes('BUILDPLATFORM')) return '$BUILDARCH';
  return /^[a-z]+\/([a-z0-9]+)(?:\/\w+)?$/.exec(written)?.[1] ?? '$TARGETARCH';
}

const CODENAME =
  /(?:^|[^a-z])(stretch|buster|bullseye|bookworm|trixie|forky|sid|xenial|bionic|focal|jammy|noble|oracular|plucky|questing)(?![a-z])/;

/** The release of a distribution that an image is made of, where its name tells; otherwise the image's own name and tag. */
export function releaseName(image: string): string {
  const reference = image.replace(/@.*$/, '');
  const codename = CODENAME.exec(reference)?.[1];
  if (codename !== undefined) return codename;
  const ubuntu = /ubuntu[:-]?(\d\d\.\d\d)/.exec(reference)?.[1];
  if (ubuntu !== undefined) return `ubuntu-${ubuntu}`;
  return reference.slice(reference.lastIndexOf('/') + 1).replace(/[^\w.-]/g, '-');
}
