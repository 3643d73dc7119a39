import type { NxJsonConfiguration } from '@nx/devkit';
import { registerPlugin } from './register-plugin';

describe('registerPlugin', () => {
  it.each<[string, NxJsonConfiguration, Record<string, unknown>, NxJsonConfiguration]>([
    ['an empty nx.json', {}, {}, { plugins: ['nx-docker-cache'] }],
    [
      'with an option',
      {},
      { context: 'workspace' },
      { plugins: [{ plugin: 'nx-docker-cache', options: { context: 'workspace' } }] },
    ],
    ['after others', { plugins: ['@nx/vite'] }, {}, { plugins: ['@nx/vite', 'nx-docker-cache'] }],
    ['registered already', { plugins: ['nx-docker-cache', 'x'] }, {}, { plugins: ['nx-docker-cache', 'x'] }],
    [
      'registered by name, with an option',
      { plugins: ['nx-docker-cache', 'x'] },
      { inferProjects: true },
      { plugins: [{ plugin: 'nx-docker-cache', options: { inferProjects: true } }, 'x'] },
    ],
    [
      'registered with options and filters',
      {
        plugins: [
          { plugin: 'nx-docker-cache', include: ['apps/**'], options: { context: 'auto', buildTarget: 'a' } },
        ],
      },
      { buildTarget: 'b' },
      {
        plugins: [
          { plugin: 'nx-docker-cache', include: ['apps/**'], options: { context: 'auto', buildTarget: 'b' } },
        ],
      },
    ],
  ])('%s', (_what, before, options, after) => {
    expect(registerPlugin({ ...before, parallel: 3 }, options)).toEqual({ ...after, parallel: 3 });
  });

  it('changes nothing the second time', () => {
    const once = registerPlugin({}, { buildTarget: 'image' });
    expect(registerPlugin(once, { buildTarget: 'image' })).toEqual(once);
    expect(registerPlugin(once, {})).toBe(once);
  });
});
