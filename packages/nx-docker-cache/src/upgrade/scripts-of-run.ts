import type { SentFiles } from '../context/project-files';
import type { Recipe } from '../recipes/recipe';
import type { RunSite } from './sites';

/** Whether a RUN runs a script of the build context that names the tool: `sh install.sh`, `/app/bin/setup.sh`. */
export function runsScriptWithTool(
  { commands }: RunSite,
  { call }: Recipe,
  context: SentFiles | undefined,
): boolean {
  const read = commands();
  if (context === undefined || !read.ok) return false;
  return read.invocations
    .flatMap(({ words }) => words.flatMap(({ value }) => value ?? []))
    .filter((word) => /\.(?:ba)?sh$|^\.{0,2}\//.test(word))
    .some((word) => placesOf(word, context).some((path) => call.word.test(context.text(path) ?? '')));
}

/**
 * Where a file of the image may have come from: `/app/bin/setup.sh` from `app/bin/setup.sh`, `bin/setup.sh`, `setup.sh`, or from
 * a folder that was copied under another name.
 */
function placesOf(path: string, context: SentFiles): readonly string[] {
  const parts = path.split('/').filter((part) => !['', '.', '..'].includes(part));
  const folders = [...(context.list('') ?? [])].flatMap(([name, kind]) =>
    kind === 'directory' ? [name] : [],
  );
  return [
    ...parts.map((_, at) => parts.slice(at).join('/')),
    ...folders.map((folder) => `${folder}/${parts.at(-1) ?? ''}`),
  ];
}
