import { DEFAULT_PLUGIN_OPTIONS, readPluginOptions } from './plugin-options';

describe('readPluginOptions', () => {
  it.each<[unknown, object]>([
    [undefined, {}],
    [{}, {}],
    [{ buildTarget: 'image' }, { buildTarget: 'image' }],
    [{ buildTarget: false }, { buildTarget: false }],
    [
      { cacheStatusTarget: 'cache', pruneTarget: false },
      { cacheStatusTarget: 'cache', pruneTarget: false },
    ],
    [{ context: 'workspace' }, { context: 'workspace' }],
    [{ context: './deploy' }, { context: { path: './deploy' } }],
    [{ inferProjects: true }, { inferProjects: true }],
  ])('%j', (written, change) => {
    expect(readPluginOptions(written)).toEqual({ ...DEFAULT_PLUGIN_OPTIONS, ...change });
  });

  it.each<[unknown, string]>([
    [[], 'OPTION_TYPE'],
    ['x', 'OPTION_TYPE'],
    [{ buildTarget: true }, 'OPTION_TYPE'],
    [{ buildTarget: '' }, 'OPTION_TYPE'],
    [{ pruneTarget: true }, 'OPTION_TYPE'],
    [{ composeUpTarget: 1 }, 'OPTION_TYPE'],
    [{ context: 1 }, 'OPTION_TYPE'],
    [{ inferProjects: 'yes' }, 'OPTION_TYPE'],
    [{ buildTargetName: 'x' }, 'OPTION_UNKNOWN'],
  ])('refuses %j as %s, naming nx.json', (written, code) => {
    expect(() => readPluginOptions(written)).toThrow(new RegExp(`^${code}: .*nx\\.json`));
  });
});
