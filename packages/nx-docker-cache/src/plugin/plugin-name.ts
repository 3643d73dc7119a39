/** By which nx.json names the plugin: that of its package. */
export const PLUGIN = 'nx-docker-cache';
