import { defineRecipe, fixed, NOTHING, unlessGiven, words } from '../facts';
import { namedPackages } from '../manifests/named-packages';

/** microdnf, the small dnf of minimal Red Hat images. It has the folder of yum; with dnf 5 it is that one. */
export const recipe = defineRecipe({
  tool: 'microdnf',
  title: 'microdnf',
  call: {
    word: /\bmicrodnf\b/,
    programs: /^microdnf$/,
    valueOptions: words('--releasever --enablerepo --disablerepo --repo --installroot -x'),
    fills: words('install update upgrade reinstall downgrade distro-sync makecache module'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and what the repositories say of them',
      movedBy: [],
      place: fixed('/var/cache/yum'),
      images: [
        {
          image: /(?:^|\/)fedora-minimal(?::(?:4[1-9]|[5-9]\d|latest|rawhide)|@|$)/,
          path: '/var/cache/libdnf5',
        },
      ],
      idNames: ['release', 'architecture'],
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: ['clean'],
  needs: { option: { text: '--setopt=keepcache=1', unless: /keepcache=/ } },
  offline: NOTHING,
  worksBesideCache: false,
  applies: unlessGiven('--installroot'), // its cache is below that root
  manifests: namedPackages('--setopt --enablerepo --disablerepo --releasever -c'.split(' ')),
  proof: { kind: 'read', source: 'its sources, and public Dockerfiles; no image with it could be had' },
});
