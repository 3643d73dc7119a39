import { defineRecipe, exactly, fixed, NOTHING, words } from '../facts';
import { namedPackages } from '../manifests/named-packages';

/**
 * apk. Without the link /etc/apk/cache it keeps the index only, and with `--no-cache` nothing; `--cache-dir` names a cache for
 * packages and leaves no link in the image. `--update-cache` asks for the index anew, as `--no-cache` does: Alpine's mirrors
 * drop old packages, so an index of some hours ago may name what is gone. File names hold a checksum.
 */
export const recipe = defineRecipe({
  tool: 'apk',
  title: 'apk',
  call: {
    word: /\bapk\b/,
    programs: /^apk$/,
    valueOptions: words('-p --root -X --repository -t --virtual --cache-dir --wait --arch'),
    fills: words('add update upgrade fix fetch'),
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and the index',
      option: exactly('--cache-dir'),
      movedBy: [],
      place: fixed('/var/cache/apk'),
      sharing: 'locked',
      isStore: false,
    },
  ],
  disabledBy: { options: [exactly('--no-cache')], variables: [] },
  wipedBy: ['cache clean', 'cache purge'],
  needs: {
    option: { text: '--update-cache --cache-dir=/var/cache/apk', unless: /^--cache-dir(?:=|$)/ },
  },
  offline: { ...NOTHING, options: [exactly('--no-network')] },
  worksBesideCache: false,
  manifests: namedPackages('-t --virtual -X --repository -p --root --cache-dir --arch'.split(' ')),
  proof: { kind: 'read', source: "apk-tools' manual; no Alpine image could be had" },
});
