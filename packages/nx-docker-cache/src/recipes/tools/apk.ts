import { exactly, NEEDS_NOTHING, NEVER_OFFLINE } from '../facts';
import type { Recipe } from '../recipe';

/**
 * apk. Without the link /etc/apk/cache it keeps the index only, and with `--no-cache` nothing; `--cache-dir` names a cache for
 * packages and leaves no link in the image. `--update-cache` asks for the index anew, as `--no-cache` does: Alpine's mirrors
 * drop old packages, so an index of some hours ago may name what is gone. File names hold a checksum.
 */
export const recipe: Recipe = {
  tool: 'apk',
  title: 'apk',
  call: {
    word: /\bapk\b/,
    programs: /^apk$/,
    pythonModule: undefined,
    valueOptions: [
      '-p',
      '--root',
      '-X',
      '--repository',
      '-t',
      '--virtual',
      '--cache-dir',
      '--wait',
      '--arch',
    ],
    fills: [['add'], ['update'], ['upgrade'], ['fix'], ['fetch']],
    drivers: undefined,
  },
  caches: [
    {
      holds: 'the packages that were downloaded, and the index',
      option: exactly('--cache-dir'),
      movedBy: [],
      place: { kind: 'fixed', path: '/var/cache/apk' },
      images: [],
      parts: [],
      sharing: 'locked',
      idNames: [],
      renewedBy: undefined,
      isStore: false,
    },
  ],
  disabledBy: { options: [exactly('--no-cache')], variables: [] },
  wipedBy: [
    ['cache', 'clean'],
    ['cache', 'purge'],
  ],
  configuredBy: undefined,
  needs: {
    ...NEEDS_NOTHING,
    option: { text: '--update-cache --cache-dir=/var/cache/apk', unless: /^--cache-dir(?:=|$)/ },
  },
  offline: { ...NEVER_OFFLINE, options: [exactly('--no-network')] },
  worksBesideCache: false,
  applies: undefined,
  projectFiles: [],
  proof: { kind: 'read', source: "apk-tools' manual; no Alpine image could be had" },
  notes: [],
};
