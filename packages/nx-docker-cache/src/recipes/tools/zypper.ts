import { defineRecipe, exactly, fixed, NOTHING, unlessDownloadOnly, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * zypper. It refuses to run twice at once by a lock outside of the folder, so builds take turns. `modifyrepo --all` succeeds
 * where an image has no repository yet.
 */
export const recipe = defineRecipe({
  tool: 'zypper',
  title: 'zypper',
  call: {
    word: /\bzypper\b/,
    programs: /^zypper$/,
    valueOptions: words('-c --config -R --root --releasever -C --cache-dir --pkg-cache-dir -D --reposd-dir'),
    fills: words(
      'install in refresh ref update up dist-upgrade dup patch install-new-recommends source-install si',
    ),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and what the repositories say of them',
      option: exactly('--cache-dir', '-C'),
      movedBy: [],
      place: fixed('/var/cache/zypp'),
      idNames: ['release', 'architecture'],
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: words('clean cc'),
  needs: {
    preparation: {
      script: 'zypper --non-interactive modifyrepo --keep-packages --all',
      why: 'repositories are set to delete every package after its installation',
      folder: '/etc/zypp/repos.d',
      isDone: /--keep-packages|keeppackages/,
    },
  },
  offline: NOTHING,
  worksBesideCache: false,
  applies: unlessDownloadOnly(/^(?:-d|--download-only|--download=only)$/),
  manifests: manifestsUnknown('zypper'),
  proof: { kind: 'asked', with: 'zypper 1.14 on Debian, with a repository of its own' },
  notes: [
    'The repositories of the image are then set to `keeppackages=1`; those that are added later are not, and only what they say of their packages is kept.',
  ],
});
