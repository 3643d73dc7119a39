import { forecast } from '../../cache/forecast';
import { exactly, MOUNT_TYPE, type UsageRecord } from '../../cache/usage-record';
import type { MachineRule } from '../rule';

const DAY_MS = 86_400_000;
/** A weekend and a public holiday. */
const UNUSED_DAYS = 4;
const MOUNT_BYTES = 2e9;

export const rule: MachineRule = {
  code: 'NDC111',
  subject: 'machine',
  severity: 'warning',
  title: 'Garbage collection deletes cache mounts that are still wanted',
  why: `Since BuildKit 0.31 the default rules delete cache mounts that were not used for 48 hours once they take more than some 512 MB together: after a weekend every package is downloaded again. The builder’s own rules are played through for a mount of ${MOUNT_BYTES / 1e9} GB that was not used for ${UNUSED_DAYS} days.`,
  remedy:
    'give the builder a rule that keeps mounts: in daemon.json under builder.gc.policy, in buildkitd.toml under gcpolicy, with the filter type==exec.cachemount, a longer keepDuration and a larger maxUsedSpace',
  fix: undefined,
  bad: {
    builder: {
      kind: 'told',
      facts: {
        name: 'default',
        driver: 'docker',
        buildkit: 'v0.31.0',
        rules: [
          {
            all: false,
            filters: ['type==source.local', 'type==exec.cachemount', 'type==source.git.checkout'],
            keepMs: 2 * DAY_MS,
            reservedBytes: undefined,
            maxUsedBytes: 512e6,
            minFreeBytes: undefined,
          },
        ],
      },
    },
  },
  find: ({ builder, disk, now }) => {
    if (builder?.kind !== 'told' || builder.facts.rules === undefined) return [];
    const mount = unusedMount(now);
    const { fates } = forecast({
      records: [mount],
      rules: builder.facts.rules,
      now,
      freeBytes: builder.facts.driver === 'docker' ? disk?.rootFreeBytes : undefined,
    });
    const fate = fates.get(mount.id);
    if (fate?.kind !== 'next-collection') return [];
    return [
      {
        message: `rule ${fate.rule} of builder ${builder.facts.name} deletes a cache mount of ${MOUNT_BYTES / 1e9} GB that was not used for ${UNUSED_DAYS} days`,
        range: undefined,
      },
    ];
  },
};

/** The cache of one package manager of a project that rests. */
function unusedMount(now: number): UsageRecord {
  const then = now - UNUSED_DAYS * DAY_MS;
  return {
    id: 'mount',
    type: MOUNT_TYPE,
    description: '',
    size: MOUNT_BYTES,
    inUse: false,
    shared: false,
    createdAt: then,
    lastUsed: exactly(then),
    usageCount: 1,
    parents: [],
  };
}
