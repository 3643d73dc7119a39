/** Whether a clean path is a folder or below it. Both are absolute, or both are relative to one folder, which is ''. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '/' || folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Whether one of two paths is within the other. */
export function overlap(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}
