import { READS_NOTHING, readsDeclined, type CallWord, type InstallReads, type Manifests } from '../manifests';
import { callArguments } from './call-arguments';
import { namedFile } from './named-files';

/** A word that names something in the file system, for any package manager. */
const LOCAL =
  /^(?:\.{1,2}(?:$|[/[])|[/~])|(?:^|@\s*)(?:\w+\+)?file:|\.(?:whl|tar\.gz|tar\.bz2|tar\.xz|tgz|zip|deb|rpm|apk|gem|jar)$/;

/** `nginx=$VERSION`, `flask==$VERSION`, `typescript@$VERSION`: whatever the variable holds, it is no path. */
const PINNED_BY_VARIABLE = /^["']?@?[A-Za-z0-9][\w.+-]*(?:\[[\w,.-]+\])?(?:[=<>~!]=?|@)/;

/** What stands in the way of taking words for the names of packages; undefined when nothing does. */
export function notNamed(operands: readonly CallWord[]): InstallReads | undefined {
  for (const { text, value } of operands) {
    if (value !== undefined && LOCAL.test(value)) return readsDeclined('reads-sources', value);
    if (value === undefined && !PINNED_BY_VARIABLE.test(text)) return readsDeclined('manifest-unknown', text);
  }
  return undefined;
}

/** For tools that know no manifest: all packages are named in the call. */
export function namedPackages(valueOptions: readonly string[]): Manifests {
  const options = new Set(valueOptions);
  return {
    neutral: [],
    reads: ({ words, folder, copied }) => {
      const given = callArguments(words, options);
      const file = given.options.find(({ value }) => namedFile(value?.value ?? '', { folder, copied }));
      if (file !== undefined) return readsDeclined('reads-sources', `${file.name} ${file.value?.text ?? ''}`);
      return notNamed(given.operands) ?? READS_NOTHING;
    },
  };
}
