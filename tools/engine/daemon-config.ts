import type { EngineLayout } from './layout';
import type { ImageStore } from './suites';
import type { EngineSubnets } from './subnets';

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type DaemonSettings = Readonly<Record<string, Json>>;

export interface DaemonConfigOptions {
  readonly layout: EngineLayout;
  readonly subnets: EngineSubnets;
  readonly imageStore: ImageStore;
  /** tini, which dockerd wants under the name docker-init. */
  readonly initPath: string;
  /** Further settings of a private instance (mirrors, GC); they win over ours, `features` are merged. */
  readonly extra?: DaemonSettings;
}

/**
 * The usual policy frees the cache as soon as a fifth of the disk is not free, so that on a full machine steps of a
 * build that has just ended would run again: what a test sees must not depend on what else lies on the disk.
 */
const GC: DaemonSettings = {
  enabled: true,
  defaultReservedSpace: '10GB',
  defaultMaxUsedSpace: '50GB',
  defaultMinFreeSpace: '3GB',
};

/** The daemon.json of a private engine: everything it owns lies in its own folders and on its own bridge. */
export function daemonConfig({
  layout,
  subnets,
  imageStore,
  initPath,
  extra = {},
}: DaemonConfigOptions): DaemonSettings {
  const { features, ...others } = extra;
  return {
    'data-root': layout.dataRoot,
    'exec-root': layout.execRoot,
    pidfile: layout.pidFile,
    hosts: [`unix://${layout.socket}`],
    bridge: layout.bridge,
    // The firewall is ours: see firewall.ts.
    iptables: false,
    ip6tables: false,
    'default-address-pools': [{ base: subnets.pool, size: 26 }],
    'init-path': initPath,
    builder: { gc: GC },
    ...others,
    features: {
      'containerd-snapshotter': imageStore === 'containerd',
      ...(isObject(features) ? features : {}),
    },
  };
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
