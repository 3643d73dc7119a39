import { buildFacts } from './build-facts';
import { linkBuilds } from './link-builds';
import { targetNameOf, variantOf } from './dockerfile-names';
import { dockerfileReads } from './dockerfile-reads';
import { ownBuildOptions } from './own-build-options';
import { readWaits } from './own-waits';
import type { ProjectFacts } from './project-facts';

function project(
  name: string,
  dockerfile: string,
  writers: readonly string[] = [],
  dependsOn?: unknown,
  fileName = 'Dockerfile',
): ProjectFacts {
  const [options] = ownBuildOptions(undefined, [], { projectName: 'any', projectRoot: 'any' });
  const way = {
    options: options!,
    dockerfile: `${name}/${fileName}`,
    context: name,
    ignoreText: undefined,
    reads: dockerfileReads(dockerfile, options!),
    places: [],
  };
  const variant = variantOf(fileName) ?? '';
  const place = {
    target: targetNameOf('docker-build', variant),
    file: way.dockerfile,
    variant,
    context: name,
    writers,
  };
  const waits = readWaits(dependsOn);
  const build = buildFacts(
    { project: name, projectRoot: name, ...place, ...(waits && { ownWaits: [waits] }) },
    [way],
  );
  return { root: name, name, builds: [build], hasCompose: false };
}

const PROJECTS = [
  project('base', 'FROM debian'),
  project('app', 'FROM base AS a\nFROM tool\nCOPY --from=base /x /x', ['app:build']),
  project('tool', 'FROM scratch\nONBUILD COPY . /'),
  project('one', 'FROM two\nRUN --mount=from=base true'),
  project('two', 'FROM one'),
];

describe('linkBuilds', () => {
  const linksOf = linkBuilds(PROJECTS);
  it.each<[string, readonly string[], string | undefined, readonly string[] | undefined]>([
    ['base', [], undefined, undefined],
    ['app', ['base', 'tool'], 'tool:docker-build', undefined],
    ['one', ['base'], undefined, ['one:docker-build', 'two:docker-build']],
    ['two', [], undefined, ['one:docker-build', 'two:docker-build']],
  ])('%s builds on %j', (name, images, trigger, circle) => {
    const facts = PROJECTS.find((each) => each.name === name)!;
    const links = linksOf(name, facts.builds[0]!);
    expect(links.images.map((each) => each.project).sort()).toEqual(images);
    expect(links.circle).toEqual(circle);
    if (trigger === undefined) expect(links.whole).toBeUndefined();
    else expect(links.whole).toContain(trigger);
  });

  it('builds on the image of a variant, which is a tag of its own', () => {
    const base = project('base', 'FROM debian');
    const dev = project('base', 'FROM debian', [], undefined, 'Dockerfile.dev');
    const both = { ...base, builds: [...base.builds, ...dev.builds] };
    const child = project('child', 'FROM base:dev');
    expect(linkBuilds([both, child])('child', child.builds[0]!).images).toEqual([
      { project: 'base', target: 'docker-build-dev' },
    ]);
  });

  it('takes what the triggers of an image copy from for images of what is built on it', () => {
    const all = [
      project('files', 'FROM scratch'),
      project(
        'maker',
        'FROM a\nONBUILD COPY --from=files /x /x\nONBUILD RUN --mount=from=other,target=/x true',
      ),
      project('other', 'FROM scratch'),
      project('child', 'FROM maker'),
    ];
    const imagesOf = (name: string) =>
      linkBuilds(all)(name, all.find((each) => each.name === name)!.builds[0]!)
        .images.map((each) => each.project)
        .sort();
    expect(imagesOf('child')).toEqual(['files', 'maker', 'other']);
    expect(imagesOf('maker')).toEqual([]);
  });

  it('names the targets that write what is read', () => {
    expect(linksOf('app', PROJECTS[1]!.builds[0]!).writers).toEqual([{ project: 'app', target: 'build' }]);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['what is inferred', undefined, []],
    ['what is written by hand as well', ['^docker-build'], []],
    ['something else', ['build'], ['middle', 'base', 'tool']],
    ['one of two', [{ projects: ['middle'], target: 'docker-build' }], ['tool']],
  ])('is affected by what its images are made of when it waits for %s', (_, dependsOn, unawaited) => {
    const child = project('child', 'FROM middle\nFROM tool\nCOPY --from=middle /x /x', [], dependsOn);
    const middle = project('middle', 'FROM base');
    const links = linkBuilds([...PROJECTS, middle, child])('child', child.builds[0]!);
    expect(links.images.map((each) => each.project).sort()).toEqual(['middle', 'tool']);
    expect((links.unawaited ?? []).map((each) => each.project).sort()).toEqual([...unawaited].sort());
  });
});
