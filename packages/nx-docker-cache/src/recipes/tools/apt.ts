import { defineRecipe, exactly, fixed, NOTHING, unlessDownloadOnly, words } from '../facts';
import { namedPackages } from '../manifests/named-packages';

/** Apt verifies what it finds in its cache; two at once are refused by its lock files, so builds take turns. */
const FOLDER = {
  movedBy: [],
  sharing: 'locked',
  idNames: ['release', 'architecture'],
  isStore: false,
} as const;

/**
 * apt and apt-get. The lists are mounted where Debian keeps them, not the folder above: `extended_states` there says which
 * packages were installed automatically, belongs to the image, and would be mixed up between images. An update deletes
 * the lists of other releases and architectures, hence the id.
 */
export const recipe = defineRecipe({
  tool: 'apt',
  title: 'apt',
  call: {
    word: /\bapt\b/,
    programs: /^apt(?:-get)?$/,
    valueOptions: words('-o --option -c --config-file -t --target-release --default-release -a'),
    fills: words('install update upgrade dist-upgrade full-upgrade build-dep satisfy reinstall source'),
  },
  caches: [
    {
      ...FOLDER,
      holds: 'the packages that were downloaded',
      place: fixed('/var/cache/apt'),
    },
    {
      ...FOLDER,
      holds: 'the lists of packages',
      place: fixed('/var/lib/apt/lists'),
      renewedBy: 'update',
      deletedBy: words('distclean dist-clean'),
      readBy: {
        programs:
          /^(?:aptitude|apt-(?:cache|fast|file|add-repository)|add-apt-repository|nala|gdebi|mk-build-deps|rosdep|tasksel)$/,
        subcommands: /^(?:download|source)$/,
        told: /\bapt-get\b/,
      },
    },
  ],
  disabledBy: NOTHING,
  wipedBy: words('clean autoclean auto-clean distclean dist-clean'),
  needs: {
    preparation: {
      script:
        'rm -f /etc/apt/apt.conf.d/docker-clean && echo \'Binary::apt::APT::Keep-Downloaded-Packages "true";\' > /etc/apt/apt.conf.d/keep-cache',
      why: 'official images delete every package right after its installation',
      folder: '/etc/apt/apt.conf.d',
      isDone: /docker-clean|Keep-Downloaded-Packages/,
    },
  },
  offline: { ...NOTHING, options: [exactly('--no-download')] },
  worksBesideCache: false,
  applies: unlessDownloadOnly(
    /^(?:-[bfhmqsuvyV]*d[bdfhmqsuvyV]*|--download-only|(?:-o)?APT::Get::Download-Only=.*)$/i,
  ),
  manifests: namedPackages('-t --target-release -o -c --option'.split(' ')),
  proof: { kind: 'built', example: 'examples/apt, Debian 12' },
  notes: [
    'The lists are mounted only in a RUN that begins with `apt-get update`, and only when that RUN deletes them itself or nothing that runs later (a script, an unknown program, a shell or script as CMD or ENTRYPOINT) can need them from the image; `rm -rf /var/lib/apt/lists/*` goes only together with that mount.',
    'The image then has `/etc/apt/apt.conf.d/keep-cache` and has lost `docker-clean`.',
  ],
});
