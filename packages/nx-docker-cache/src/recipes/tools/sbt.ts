import { defineRecipe, exactly, inAccountHome, movers, NOTHING, words } from '../facts';
import { ALWAYS_USES_SOURCES } from '../manifests';

const FOLDER = { sharing: 'locked', isStore: true } as const;

/**
 * sbt. Of ~/.sbt only what it downloads is mounted: plugins and credentials may be configured beside it. Coursier locks
 * files by files beside them, sbt its boot folder; that this holds between two builds is not proved: they take turns.
 */
export const recipe = defineRecipe({
  tool: 'sbt',
  title: 'sbt',
  call: {
    word: /\bsbtn?\b/,
    programs: /^sbtn?$/,
    valueOptions: words('-mem -jvm-debug -java-home --java-home'),
    fills: { allBut: words('clean new about help') },
    drivers: /\bmake\b/,
  },
  caches: [
    {
      ...FOLDER,
      holds: 'the libraries that were downloaded',
      movedBy: movers({ COURSIER_CACHE: '', XDG_CACHE_HOME: 'coursier/v1' }),
      place: inAccountHome('.cache/coursier/v1'),
    },
    {
      ...FOLDER,
      holds: 'sbt itself and its Scala',
      option: exactly('-sbt-boot', '--sbt-boot'),
      movedBy: [],
      place: inAccountHome('.sbt/boot'),
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [],
  offline: NOTHING,
  worksBesideCache: true,
  applies: ({ variable, words: given }) => {
    const texts = [variable('SBT_OPTS') ?? '', variable('JAVA_OPTS') ?? '', ...given];
    const moved =
      /-D(?:sbt\.(?:boot\.directory|global\.base|ivy\.home|coursier\.home)|coursier\.cache)=\S+/.exec(
        texts.join(' '),
      )?.[0];
    return moved === undefined ? 'applies' : { reason: 'cache-in-project', detail: moved };
  },
  manifests: ALWAYS_USES_SOURCES,
  proof: { kind: 'asked', with: 'sbt 1.9 started by its launcher' },
  notes: [
    '`~/.ivy2` is not mounted: sbt 1.3 and later download nothing to it, and `publishLocal` puts what was built there.',
    'For users other than root it is left alone: the folders around the mounts would belong to root.',
  ],
});
