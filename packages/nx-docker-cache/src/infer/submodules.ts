/** The folders of the submodules that a `.gitmodules` declares, relative to it; none where there is no such file. */
export function submoduleFolders(text: string | undefined): readonly string[] {
  return [...(text ?? '').matchAll(/^[ \t]*path\s*=\s*"?([^"\n]+?)"?\s*$/gm)].map(([, path = '']) => path);
}
