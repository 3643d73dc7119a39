import { parse } from '../../dockerfile/parse';
import { cacheMountTargets } from '../../image-diff/cache-mounts';
import { compareImages } from '../../image-diff/compare-images';
import type { Image, ImageArchive } from '../../image-diff/image-archive';
import { nameMatcher } from '../../image-diff/name-matcher';
import { renderVerdict } from '../../image-diff/render-verdict';
import { TarError } from '../../image-diff/tar-header';
import { judge, NOTHING_DIFFERS, type Verdict } from '../../image-diff/verdict';
import { verdictReport } from '../../image-diff/verdict-report';
import type { World } from '../../io/world';
import { interrupted, interruption } from '../build/interruption';
import { buildImage, type BuildCompany, type Side } from './build-image';
import { readSources } from './read-sources';
import { imagesNotRead, readImages, removeImages, temporaryReferences } from './temporary-images';
import type { VerifyRequest } from './verify-request';

/**
 * Builds both Dockerfiles, compares their images and prints the verdict. The images are gone afterwards, whatever
 * happens.
 * @returns whether they are the same
 * @throws ProductError for everything that can go wrong with a build, IMAGES_NOT_READ
 */
export async function runVerify(world: World, request: VerifyRequest): Promise<boolean> {
  const { before, after } = await readSources(world, request);
  const what = `${before.shown} and ${after.shown}`;
  if (before.text === after.text) {
    print(world, request, NOTHING_DIFFERS, `${what} have the same text, so nothing was built`);
    return true;
  }
  const references = temporaryReferences(world.uuid());
  const verdict = await compareBuilds(world, request, [
    { name: 'before', reference: references.before, source: before },
    { name: 'after', reference: references.after, source: after },
  ]);
  print(world, request, verdict, what);
  return verdict.same;
}

async function compareBuilds(
  world: World,
  request: VerifyRequest,
  sides: readonly [Side, Side],
): Promise<Verdict> {
  const interrupt = interruption(world);
  const scratch = await world.files.temporaryFolder('nx-docker-cache-');
  const references = sides.map(({ reference }) => reference);
  try {
    const company: BuildCompany = { signal: interrupt.signal, scratch, token: world.uuid() };
    const [before, after] = sides;
    const digests = [
      await buildImage(world, request, before, company),
      await buildImage(world, request, after, company),
    ];
    if (digests[0] !== undefined && digests[0] === digests[1]) return NOTHING_DIFFERS;
    const archive = await readImages(world, references, interrupt.signal).catch((error: unknown) => {
      throw interrupt.signal.aborted ? interrupted('the comparison', request) : error;
    });
    return verdictOn(request, archive, sides);
  } finally {
    await removeImages(world, references);
    await world.files.remove(scratch);
    interrupt.release();
  }
}

function verdictOn(
  { expect }: VerifyRequest,
  archive: ImageArchive,
  [before, after]: readonly [Side, Side],
): Verdict {
  const images = { before: imageIn(archive, before), after: imageIn(archive, after) };
  const parsed = parse(after.source.text);
  return judge(compareImages(images.before, images.after), {
    before: images.before.files,
    after: images.after.files,
    cacheMounts: parsed.ok ? cacheMountTargets(parsed.dockerfile) : [],
    isNamedByUser: nameMatcher(expect),
  });
}

function imageIn(archive: ImageArchive, { reference }: Side): Image {
  try {
    return archive.image(reference);
  } catch (error) {
    throw error instanceof TarError ? imagesNotRead(error.message) : error;
  }
}

function print(
  { terminal }: World,
  { report, verbose }: VerifyRequest,
  verdict: Verdict,
  what: string,
): void {
  terminal.out(
    report === 'json'
      ? `${JSON.stringify(verdictReport(verdict, what))}\n`
      : renderVerdict(verdict, { what, everything: verbose }),
  );
}
