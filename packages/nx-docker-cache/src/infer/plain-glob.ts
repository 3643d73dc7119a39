import { overlap } from '../context/within';

/** Only signs that mean the same in a .dockerignore, in a COPY and in Nx's globs: `*` within a name, `**` for whole folders. */
export function isPlain(path: string): boolean {
  return (
    !/[\\[\]{}()!?|]/.test(path) && path.split('/').every((part) => part === '**' || !part.includes('**'))
  );
}

/** The folders in front of the first name with a sign that is not plain; '' for the context itself. */
export function plainParent(path: string): string {
  const parts = path.split('/');
  const end = parts.findIndex((part) => !isPlain(part));
  return parts.slice(0, Math.max(end, 0)).join('/');
}

/** Whether a path stands for itself alone. */
export function isLiteral(path: string): boolean {
  return !/[*?[\\]/.test(path);
}

/** A path with all that may be below it, as globs; '' is everything. */
export function withBelow(path: string): string[] {
  if (path === '') return ['**/*'];
  return path.endsWith('**') ? [`${path}/*`] : [path, `${path}/**/*`];
}

/** True only for two globs without any sign of which neither lies in the other. */
export function areApart(glob: string, path: string): boolean {
  const [one, other] = [folderOf(glob), folderOf(path)];
  if (!isLiteral(one) || !isLiteral(other)) return false;
  return !overlap(one, other);
}

function folderOf(glob: string): string {
  return glob.endsWith('/**/*') ? glob.slice(0, -'/**/*'.length) : glob;
}

/** Whether a plain glob matches a path. */
export function matchesPlain(glob: string, path: string): boolean {
  if (isLiteral(glob)) return glob === path;
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*/g, (stars) => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' })[stars] ?? stars);
  return new RegExp(`^${source}$`).test(path);
}
