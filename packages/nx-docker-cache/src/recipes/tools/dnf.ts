import { defineRecipe, exactly, fixed, NOTHING, unlessDownloadOnly, unlessGiven, words } from '../facts';
import { namedPackages } from '../manifests/named-packages';

/**
 * dnf and yum. Packages are deleted after their installation unless `keepcache` is set. Two at once are refused by a
 * lock file outside of the folder, so builds take turns. dnf 5 (Fedora 41) and the yum before dnf have folders of their own.
 */
export const recipe = defineRecipe({
  tool: 'dnf',
  title: 'dnf and yum',
  call: {
    word: /\b(?:dnf[345]?|yum)\b/,
    programs: /^(?:dnf(?:-?[345])?|yum)$/,
    valueOptions: words(
      '-c --config -x --exclude --releasever --enablerepo --disablerepo --repo --installroot',
    ),
    fills: words(
      'install update upgrade upgrade-minimal update-minimal localinstall groupinstall group builddep reinstall downgrade distro-sync swap makecache module',
    ),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and what the repositories say of them',
      movedBy: [],
      place: fixed('/var/cache/dnf'),
      images: [
        {
          image: /(?:^|\/)fedora(?:-minimal)?(?::(?:4[1-9]|[5-9]\d|latest|rawhide)|@|$)/,
          path: '/var/cache/libdnf5',
        },
        {
          image: /(?:^|\/)(?:centos:(?:centos)?[67]|amazonlinux:[12](?:\.|$)|oraclelinux:[67]|ubi7)/,
          path: '/var/cache/yum',
        },
      ],
      idNames: ['release', 'architecture'],
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: ['clean'],
  configuredBy: { subcommand: 'config-manager', settings: /^cachedir$/ },
  needs: { option: { text: '--setopt=keepcache=1', unless: /keepcache=/ } },
  offline: { ...NOTHING, options: [exactly('--cacheonly', '-C')] },
  worksBesideCache: false,
  applies: (facts) => {
    const isElsewhere = facts.words.some((word) => word.startsWith('--downloaddir'));
    const answer = isElsewhere ? 'applies' : unlessDownloadOnly(/^--downloadonly$/)(facts);
    // The cache is below that root.
    return answer === 'applies' ? unlessGiven('--installroot')(facts) : answer;
  },
  manifests: namedPackages('--setopt --enablerepo --disablerepo --releasever -c'.split(' ')),
  proof: {
    kind: 'asked',
    with: "dnf 4.14 with a repository of its own; the folders of dnf 5 and yum are their documentation's",
  },
  notes: [
    'It also keeps solved data (`*.solv`) and the lists of packages, which are renewed when they are too old.',
  ],
});
