import { defineRecipe, exactly, inAccountHome, movers, NOTHING, words } from '../facts';
import { ALWAYS_USES_SOURCES } from '../manifests';

/**
 * Gradle. The whole folder is mounted: its locks, downloads, transformed classes and the wrapper's distributions belong
 * together. Its locks are negotiated over the network between processes that do not see each other from two builds:
 * they take turns.
 */
export const recipe = defineRecipe({
  tool: 'gradle',
  title: 'Gradle',
  call: {
    word: /\bgradlew?\b/,
    programs: /^gradlew?$/,
    valueOptions: words(
      '-p --project-dir -b --build-file -c --settings-file -g --gradle-user-home -I --init-script -x',
    ),
    fills: { allBut: words('clean init wrapper help') },
    drivers: /\bmake\b/,
  },
  caches: [
    {
      holds: 'what was downloaded and prepared for builds, and the distributions of the wrapper',
      option: exactly('--gradle-user-home', '-g'),
      movedBy: movers({ GRADLE_USER_HOME: '' }),
      place: inAccountHome('.gradle'),
      images: [{ image: /(?:^|\/)gradle(?:[:@]|$)/, path: '/home/gradle/.gradle' }],
      sharing: 'locked',
      isStore: true,
      keepsOwn: true,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [],
  offline: { ...NOTHING, options: [exactly('--offline')] },
  worksBesideCache: false,
  applies: ({ variable, words: given }) => {
    const texts = [variable('GRADLE_OPTS') ?? '', variable('JAVA_OPTS') ?? '', ...given];
    const moved = /-Dgradle\.user\.home=(\S+)/.exec(texts.join(' '))?.[1];
    return moved === undefined
      ? 'applies'
      : { reason: 'cache-in-project', detail: `-Dgradle.user.home=${moved}` };
  },
  manifests: ALWAYS_USES_SOURCES,
  proof: {
    kind: 'asked',
    with: 'Gradle 4.4 (Debian), as root and as another user, with GRADLE_USER_HOME, -g and HOME moved',
  },
  notes: [
    'A gradle.properties or init script that is copied into the folder would be hidden: left alone. Give it in the project, or as a secret. Where a script or a base image of your own may have put one there, it is left alone too.',
    '`--refresh-dependencies` stays: whoever wrote it wants to know of new snapshots. What is unchanged is not downloaded again.',
    '`--no-daemon` saves memory: the daemon ends with the RUN in any case. It is yours to add.',
  ],
});
