/** A file that a new recipe begins with; its path is relative to the repository. */
export interface SkeletonFile {
  readonly path: string;
  readonly content: string;
}

/** What the name of a tool may look like: it becomes the name of a file, and what `--only` takes. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * The recipe of a tool and its example, to be filled in: every fact that has to be stated is there, with a value that
 * can be compiled.
 * @throws Error when the name cannot be the name of a recipe
 */
export function skeleton(tool: string): readonly SkeletonFile[] {
  if (!NAME.test(tool))
    throw new Error(`"${tool}" cannot name a recipe: lower case letters, digits and single hyphens, please`);
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  return [
    { path: `packages/nx-docker-cache/src/recipes/tools/${tool}.ts`, content: recipe(tool) },
    { path: `examples/${tool}/Dockerfile`, content: dockerfile(tool) },
    {
      path: `examples/${tool}/project.json`,
      content: json({
        name: `example-${tool}`,
        $schema: '../../node_modules/nx/schemas/project-schema.json',
        projectType: 'application',
      }),
    },
    {
      path: `examples/${tool}/example.json`,
      content: json({
        base: 'debian:bookworm-slim',
        prints: '^hello world$',
        addDependency: [{ file: 'Dockerfile', find: 'install one', replace: 'install one two' }],
        weighs: 0,
      }),
    },
  ];
}

function recipe(tool: string): string {
  return `import { defineRecipe, inHome, movers, NOTHING, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/** ${tool}. TODO: what its cache is, why builds may share it or not, and where these facts are from. */
export const recipe = defineRecipe({
  tool: '${tool}',
  title: '${tool}',
  call: {
    word: /\\b${tool}\\b/,
    programs: /^${tool}$/,
    valueOptions: [],
    fills: words('install add'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded',
      movedBy: movers({}),
      place: inHome('.cache/${tool}'),
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [],
  offline: NOTHING,
  worksBesideCache: true,
  manifests: manifestsUnknown('${tool}'),
  proof: { kind: 'read', source: 'TODO' },
});
`;
}

function dockerfile(tool: string): string {
  return `FROM debian:bookworm-slim

RUN ${tool} install one

CMD ["echo", "hello world"]
`;
}
