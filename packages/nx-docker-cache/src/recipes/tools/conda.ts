import { defineRecipe, exactly, fixed, movers, NOTHING, subcommands, whenTrue, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * conda, mamba and micromamba. The package folder of the image is left as it is, because it holds what is installed there; a
 * folder of its own is mounted, and named by CONDA_PKGS_DIRS. It is another file system than the environments, so that
 * packages are copied, not linked. The names of packages do not hold the architecture.
 */
export const recipe = defineRecipe({
  tool: 'conda',
  title: 'conda, mamba, micromamba',
  call: {
    word: /\b(?:conda|(?:micro)?mamba)\b/,
    programs: /^(?:conda|mamba|micromamba)$/,
    valueOptions: words('-n --name -p --prefix -r --root-prefix -c --channel -f --file'),
    fills: subcommands('install, create, update, upgrade, env create, env update'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, unpacked, and what the channels say of them',
      movedBy: movers({ CONDA_PKGS_DIRS: '' }),
      place: fixed('/var/cache/conda/pkgs'),
      idNames: ['architecture'],
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: ['clean'],
  configuredBy: { subcommand: 'config', settings: /^(?:pkgs_dirs|allow_softlinks|always_softlink)$/ },
  needs: { variables: [{ name: 'CONDA_PKGS_DIRS', value: '/var/cache/conda/pkgs' }] },
  offline: { options: [exactly('--offline')], variables: whenTrue('CONDA_OFFLINE') },
  worksBesideCache: false,
  applies: ({ variable }) =>
    ['CONDA_ALLOW_SOFTLINKS', 'CONDA_ALWAYS_SOFTLINK'].some((name) => variable(name) !== undefined)
      ? { reason: 'packages-used-from-cache', detail: 'soft links' }
      : 'applies',
  manifests: manifestsUnknown('conda'),
  proof: { kind: 'read', source: "conda's and mamba's documentation; neither could be had here" },
  notes: [
    '`/opt/conda/pkgs` is not touched: a mount there would hide what the image has in it.',
    '`CONDA_PKGS_DIRS` is added as an ARG: the environment of the image stays as it is.',
    'What pip installs for an environment file goes to the cache of pip, which stays in the image.',
  ],
});
