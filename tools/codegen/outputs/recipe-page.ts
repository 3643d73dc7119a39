import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheFolder, Proof, Recipe } from '../../../packages/nx-docker-cache/src/recipes/recipe';
import { repositoryRoot } from '../../repository-root';
import { SOURCE } from '../declared';
import type { Outputs } from '../output-file';

/** `docs/recipes.md`: every recipe with its facts and its proof. Read from the files: the registry may be out of date. */
export const outputs: Outputs = async () => {
  const folder = join(repositoryRoot, SOURCE, 'recipes/tools');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  const recipes = await Promise.all(
    names
      .sort()
      .map(async (name) => ((await import(join(folder, name))) as { readonly recipe: Recipe }).recipe),
  );
  const content = [
    '# Recipes',
    '',
    `<!-- Generated from ${SOURCE}/recipes/tools by \`npm run codegen\`. -->`,
    '',
    'What `nx g add-cache-mounts` and `nx-docker-cache upgrade` know of each package manager, and how that was proved.',
    '',
    ...recipes.flatMap(section),
  ].join('\n');
  return [{ path: 'docs/recipes.md', content }];
};

function section({ tool, title, caches, needs, notes, proof }: Recipe): string[] {
  const needed = [
    ...(needs.option === undefined ? [] : [needs.option.text]),
    ...needs.variables.map(({ name, value }) => `ARG ${name}=${value}`),
  ];
  return [
    `## ${tool}`,
    '',
    `${title}. Proof: ${PROOFS[proof.kind](proof as never)}.`,
    '',
    '| cache | where | moved by | sharing | named in the id |',
    '| --- | --- | --- | --- | --- |',
    ...caches.map(row),
    '',
    ...needed.flatMap((text) => [`Added beside the mount: \`${text}\`.`, '']),
    ...(needs.preparation === undefined ? [] : [`Once a stage, because ${needs.preparation.why}:`, '']),
    ...(needs.preparation === undefined
      ? []
      : ['```dockerfile', `RUN ${needs.preparation.script}`, '```', '']),
    ...notes.map((note) => `- ${note}`),
    ...(notes.length === 0 ? [] : ['']),
  ];
}

type Place = CacheFolder['place'];

const PROOFS: { readonly [Kind in Proof['kind']]: (proof: Extract<Proof, { kind: Kind }>) => string } = {
  built: ({ example }) => `built on a real engine, upgraded and with a package more (${example})`,
  asked: (proof) => `the tool itself was asked and seen to fill its cache (${proof.with})`,
  read: ({ source }) => `read, not run here (${source})`,
};

const PLACES: {
  readonly [Kind in Place['kind']]: (place: Extract<Place, { kind: Kind }>) => readonly string[];
} = {
  fixed: ({ path }) => [path],
  home: ({ below, forRoot }) => [`~/${below}`, ...(forRoot === undefined ? [] : [forRoot])],
  image: () => [],
};

function row({ holds, place, parts, images, movedBy, sharing, idNames }: CacheFolder): string {
  const where = PLACES[place.kind](place as never);
  const inImages = [...new Set(images.map(({ path }) => path))];
  const folders =
    parts.length === 0 ? where : where.flatMap((path) => parts.map((part) => `${path}/${part}`));
  const cells = [
    holds,
    [...folders, ...inImages].map((folder) => `\`${folder}\``).join(', '),
    movedBy.map(({ variable }) => `\`${variable}\``).join(', '),
    sharing,
    idNames.join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}
