import type { NxJsonConfiguration, PluginConfiguration } from '@nx/devkit';
import { PLUGIN } from '../../plugin/plugin-name';

export type WrittenPluginOptions = Readonly<Record<string, unknown>>;

/**
 * nx.json with the plugin registered: an entry that is there keeps its place, its filters and the options that are
 * not given. The same object when nothing has to change.
 */
export function registerPlugin(
  nxJson: NxJsonConfiguration,
  options: WrittenPluginOptions,
): NxJsonConfiguration {
  const plugins = nxJson.plugins ?? [];
  const at = plugins.findIndex((entry) => nameOf(entry) === PLUGIN);
  const present = plugins[at];
  const isGiven = Object.keys(options).length > 0;
  if (present === undefined)
    return { ...nxJson, plugins: [...plugins, isGiven ? { plugin: PLUGIN, options } : PLUGIN] };
  if (!isGiven) return nxJson;
  return { ...nxJson, plugins: plugins.with(at, withOptions(present, options)) };
}

function nameOf(entry: PluginConfiguration): string {
  return typeof entry === 'string' ? entry : entry.plugin;
}

function withOptions(entry: PluginConfiguration, options: WrittenPluginOptions): PluginConfiguration {
  if (typeof entry === 'string') return { plugin: entry, options };
  return { ...entry, options: { ...(entry.options as WrittenPluginOptions | undefined), ...options } };
}
