import { stateFolder } from './state-folder';

describe('what is kept between builds lies', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['where XDG_CACHE_HOME says', { XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me'],
    ['in the home folder, whatever variables are missing', {}, '/home/me/.cache'],
    ['in the home folder when XDG_CACHE_HOME is empty', { XDG_CACHE_HOME: '' }, '/home/me/.cache'],
    ['in the home folder when XDG_CACHE_HOME is relative', { XDG_CACHE_HOME: 'cache' }, '/home/me/.cache'],
  ])('%s', (_, environment, expected) => {
    expect(stateFolder({ get: (name) => environment[name], home: '/home/me' })).toBe(expected);
  });
});
