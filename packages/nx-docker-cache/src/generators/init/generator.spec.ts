import { readJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import initGenerator from './generator';

describe('init', () => {
  it('registers the plugin and keeps the rest of nx.json', () => {
    const tree = createTreeWithEmptyWorkspace();
    const before = readJson<object>(tree, 'nx.json');
    initGenerator(tree, {});
    initGenerator(tree, {});
    expect(readJson(tree, 'nx.json')).toEqual({ ...before, plugins: ['nx-docker-cache'] });
  });

  it('refuses an option that the plugin would refuse, before anything is written', () => {
    const tree = createTreeWithEmptyWorkspace();
    const before = readJson<object>(tree, 'nx.json');
    expect(() => {
      initGenerator(tree, { context: '' });
    }).toThrow(/^OPTION_TYPE/);
    expect(readJson(tree, 'nx.json')).toEqual(before);
  });
});
