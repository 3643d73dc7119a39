/** The names that compose looks for in a folder, in its order (compose-go, `DefaultFileNames`). */
export const COMPOSE_NAMES = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
] as const;

/** What the plugin asks Nx to look for. Wider than needed: `variantOf` decides. */
export const FILES_GLOB = `**/{Dockerfile,*.Dockerfile,Dockerfile.*,${COMPOSE_NAMES.join(',')}}`;

/** Whether compose finds a file of this name by itself. */
export function isComposeFile(fileName: string): boolean {
  return (COMPOSE_NAMES as readonly string[]).includes(fileName);
}

/** Neighbours of a Dockerfile that only look like one: ignore files, templates, notes, what editors and merges leave. */
const OTHER_SUFFIXES: ReadonlySet<string> = new Set([
  'dockerignore',
  'bak',
  'erb',
  'j2',
  'md',
  'orig',
  'rej',
  'save',
  'swo',
  'swp',
  'template',
  'tmp',
  'tmpl',
  'tpl',
  'txt',
]);

/**
 * What a file's name says: the plain Dockerfile (''), a variant of it (`Dockerfile.dev`, `dev.Dockerfile` → 'dev'),
 * or that it is no Dockerfile (undefined).
 */
export function variantOf(fileName: string): string | undefined {
  if (fileName === 'Dockerfile') return '';
  const before = /^(.+)\.Dockerfile$/.exec(fileName)?.[1];
  if (before !== undefined) return before;
  const after = /^Dockerfile\.(.+)$/.exec(fileName)?.[1];
  if (after === undefined || after.endsWith('~')) return undefined;
  return OTHER_SUFFIXES.has(after.split('.').at(-1)?.toLowerCase() ?? '') ? undefined : after;
}

/**
 * The variant that a target is for, as its name ends with it (`docker-build-dev`); '' for others: who gives the plain target
 * another Dockerfile means the image of the project.
 * @param fileName of the Dockerfile that it builds
 */
export function variantOfTarget(target: string, fileName: string): string {
  const variant = variantOf(fileName) ?? '';
  return variant !== '' && target.endsWith(targetNameOf('', variant)) ? variant : '';
}

/** The name of the target for a variant: `docker-build`, `docker-build-dev`. A colon would end the name in Nx. */
export function targetNameOf(base: string, variant: string): string {
  return variant === '' ? base : `${base}-${variant.replace(/[^A-Za-z0-9._-]+/g, '-')}`;
}
