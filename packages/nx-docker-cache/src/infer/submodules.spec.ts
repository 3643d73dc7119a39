import { submoduleFolders } from './submodules';

it('reads the folders of submodules', () => {
  const text = '[submodule "a"]\n\tpath = libs/a\n\turl = ../a\n[submodule "b"]\n  path="with space"\r\n';
  expect(submoduleFolders(text)).toEqual(['libs/a', 'with space']);
  expect(submoduleFolders(undefined)).toEqual([]);
});
