import { posix } from 'node:path';
import { READS_NOTHING, readsDeclined, USES_SOURCES, type Manifests } from '../manifests';
import { callArguments, hasOption } from './call-arguments';
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
  reads: ({ words, folder }) => {
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
    return {
      ...READS_NOTHING,
      files: ['rust-toolchain', 'rust-toolchain.toml'].map((name) => posix.join(folder, name)),
      folders: withParents(folder).map((each) => posix.join(each, '.cargo')),
    };
  },
};
