import { posix } from 'node:path';
import { READS_NOTHING, readsDeclined, USES_SOURCES, type CopiedFiles, type Manifests } from '../manifests';
import { callArguments, hasOption } from './call-arguments';
import { namedFile } from './named-files';
import { notNamed } from './named-packages';
import { withParents } from './parent-folders';

const VALUE_OPTIONS = new Set([
  ...'--version --vers --git --branch --tag --rev --path --root --target --profile'.split(' '),
  ...'-j --jobs -F --features --bin --registry --index --target-dir --config'.split(' '),
]);

/**
 * `cargo install x` reads the settings of the folder alone. Cargo refuses a manifest whose targets (src/main.rs) are not
 * there, so that `cargo fetch` cannot stand above the sources.
 */
export const cargoManifests: Manifests = {
  neutral: [],
  reads: ({ words, folder, copied }) => {
    const given = callArguments(
      words.filter(({ text }) => !text.startsWith('+')),
      VALUE_OPTIONS,
    );
    const [subcommand, ...operands] = given.operands;
    if (subcommand?.value === 'fetch')
      return readsDeclined('reads-sources', 'cargo needs src/main.rs or src/lib.rs');
    if (subcommand?.value !== 'install' || hasOption(given, '--path')) return USES_SOURCES;
    if (operands.length === 0 && !hasOption(given, '--git')) return USES_SOURCES;
    const named = notNamed(operands);
    if (named !== undefined || folder === undefined)
      return named ?? readsDeclined('manifest-unknown', 'its folder');
    const setting = settingOfFile(folder, copied);
    if (setting !== undefined) return readsDeclined('reads-sources', setting);
    return {
      ...READS_NOTHING,
      files: ['rust-toolchain', 'rust-toolchain.toml'].map((name) => posix.join(folder, name)),
      folders: withParents(folder).map((each) => posix.join(each, '.cargo')),
    };
  },
};

/** A vendored registry, a linker or a wrapper that settings of Cargo name: their paths count from above `.cargo`. */
function settingOfFile(folder: string, copied: CopiedFiles): string | undefined {
  for (const each of withParents(folder))
    for (const name of ['config', 'config.toml']) {
      const path = posix.join(each, '.cargo', name);
      const line = (copied.text(path) ?? '')
        .split(/\r?\n/)
        .map((text) => text.replace(/^\s*#.*$/, '').trim())
        .find(
          (text) =>
            /^(?:directory|local-registry|paths)\b/.test(text) ||
            namedFile(text.replace(/^[^=]*=/, ''), { folder: each, copied }) !== undefined,
        );
      if (line !== undefined) return `${path}: ${line}`;
    }
  return undefined;
}
