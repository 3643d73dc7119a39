/**
 * A project's name made from its folder, for a Dockerfile that stands alone: `apps/backend` → `apps-backend`.
 * The whole path, because only that is sure to be unique. Undefined for the workspace itself.
 */
export function projectNameOf(folder: string): string | undefined {
  const name = folder.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return folder === '.' || name === '' ? undefined : name;
}
