import { keepingRules } from './gc-rules';

/** daemon.json, as JSON.parse gives it. What we do not know in it stays as it is. */
export type DaemonSettings = Readonly<Record<string, unknown>>;

export interface DaemonWish {
  /** What the builder may hold before it deletes anything but leftovers: `20GB`. */
  readonly keep: string;
  /** Also switches to the containerd image store: images of the other store are not seen in it. */
  readonly containerdStore: boolean;
}

export interface DaemonChange {
  readonly settings: DaemonSettings;
  /** What was set, and what was left although it was wished for, a sentence each. */
  readonly changes: readonly string[];
  readonly left: readonly string[];
}

/** daemon.json with BuildKit, the image store that was wished for, and a collector that keeps cache mounts. */
export function withBuildKit(settings: DaemonSettings, { keep, containerdStore }: DaemonWish): DaemonChange {
  const wished = { buildkit: true, ...(containerdStore && { 'containerd-snapshotter': true }) };
  const features = isObject(settings['features']) ? settings['features'] : {};
  const switched = Object.keys(wished).filter((name) => features[name] !== true);
  const collector = withKeepingRules(settings['builder'], keep);
  return {
    settings: {
      ...settings,
      ...(switched.length > 0 && { features: { ...features, ...wished } }),
      ...(collector.builder !== undefined && { builder: collector.builder }),
    },
    changes: [...switched.map((name) => `features.${name} is true`), ...collector.changes],
    left: collector.left,
  };
}

interface CollectorChange {
  /** Undefined where it stays. */
  readonly builder: DaemonSettings | undefined;
  readonly changes: readonly string[];
  readonly left: readonly string[];
}

/** Rules that are there are somebody's decision: they are not replaced, only judged. */
function withKeepingRules(written: unknown, keep: string): CollectorChange {
  const builder = isObject(written) ? written : {};
  const gc = isObject(builder['gc']) ? builder['gc'] : {};
  const stays = (left: readonly string[]): CollectorChange => ({ builder: undefined, changes: [], left });
  if (gc['enabled'] === false) return stays(['builder.gc is switched off: nothing is deleted by itself']);
  const { policy } = gc;
  if (Array.isArray(policy) && policy.length > 0) return stays(judgedRules(policy));
  return {
    builder: { ...builder, gc: { ...gc, enabled: true, policy: keepingRules(keep).map(asPolicy) } },
    changes: [`builder.gc keeps cache mounts while the builder holds at most ${keep}`],
    left: [],
  };
}

/** Our own rules, written earlier, need no remark. */
function judgedRules(policy: readonly unknown[]): readonly string[] {
  const { maxUsedSpace: keep } = asObject(policy.at(-1));
  const ours = keepingRules(typeof keep === 'string' ? keep : '').map(asPolicy);
  const isOurs = JSON.stringify(policy) === JSON.stringify(ours.slice(0, policy.length));
  if (isOurs) return [];
  const deletes = policy.some((rule) =>
    JSON.stringify(asObject(rule)['filter'] ?? '').includes('cachemount'),
  );
  return deletes
    ? ['builder.gc has rules of its own, and one of them deletes cache mounts (exec.cachemount): take it out']
    : ['builder.gc has rules of its own, which stay as they are'];
}

/** `keepStorage` is what engines before 28 read; newer ones take it for `reservedSpace` only where that is missing. */
function asPolicy({
  type,
  keepDuration,
  keep,
  all,
}: ReturnType<typeof keepingRules>[number]): DaemonSettings {
  return {
    ...(type !== undefined && { filter: [`type=${type}`] }),
    ...(keepDuration !== undefined && { keepDuration }),
    ...(all && { all }),
    keepStorage: keep,
    reservedSpace: keep,
    maxUsedSpace: keep,
  };
}

function asObject(value: unknown): DaemonSettings {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is DaemonSettings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
