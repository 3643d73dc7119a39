import { defineRecipe, exactly, inAccountHome, NOTHING, words } from '../facts';
import { ALWAYS_USES_SOURCES } from '../manifests';

/**
 * Maven. The repository, not the folder around it, which may hold a settings.xml. Two that write at once are a known way to
 * damage it: builds take turns. `-o` and `dependency:go-offline` promise what a mount cannot.
 */
export const recipe = defineRecipe({
  tool: 'maven',
  title: 'Maven',
  call: {
    word: /\b(?:mvnw?|mvnd|maven)\b/,
    programs: /^(?:mvnw?|mvnd)$/,
    valueOptions: words('-f --file -s --settings -gs -pl --projects -T --threads -P -t -l'),
    fills: { allBut: words('clean wrapper:wrapper') },
    drivers: /\bmake\b/,
  },
  caches: [
    {
      holds: 'plugins and libraries that were downloaded, and what was installed locally',
      option: exactly('-Dmaven.repo.local'),
      movedBy: [],
      place: inAccountHome('.m2/repository'),
      sharing: 'locked',
      isStore: true,
      keepsOwn: true,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [{ subcommand: 'dependency:purge-local-repository', with: undefined, alone: /^-/ }],
  offline: { ...NOTHING, options: [exactly('--offline', '-o')] },
  worksBesideCache: true,
  applies: ({ variable, words }) => {
    const moved = /-Dmaven\.repo\.local=(\S+)/.exec(
      [variable('MAVEN_OPTS'), variable('MAVEN_ARGS'), variable('MAVEN_CONFIG')].join(' '),
    )?.[1];
    if (moved !== undefined) return { reason: 'cache-in-project', detail: `-Dmaven.repo.local=${moved}` };
    const installing = words.find((word) =>
      /^(?:install|deploy|(?:[\w.-]+:)*(?:maven-)?install(?:-plugin)?(?::[\d.]+)?:install(?:-file)?)$/.test(
        word,
      ),
    );
    if (installing === undefined) return 'applies';
    return {
      reason: 'packages-used-from-cache',
      detail: installing === 'deploy' ? 'mvn deploy' : 'mvn install',
    };
  },
  manifests: ALWAYS_USES_SOURCES,
  proof: {
    kind: 'asked',
    with: 'Maven 3.8, as root and as another user, with -Dmaven.repo.local, MAVEN_OPTS and HOME moved',
  },
  notes: [
    '`mvn install` (and `mvn deploy`, which installs first) puts what was built into the repository: where a later RUN takes it from there it has to stay in the image, so such a RUN is left alone. `mvn package` and `mvn verify` are not.',
    'What a script, a Makefile or a base image of your own has put into the repository would be hidden: where that may be so it is left alone.',
    '`mvn dependency:go-offline` in one RUN and `mvn -o package` in another: left alone. Leave `-o` out, and both are upgraded.',
  ],
});
