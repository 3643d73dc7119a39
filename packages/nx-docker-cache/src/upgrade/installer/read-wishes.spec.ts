import { ProductError } from '../../errors/product-error';
import { installerWishes, toolsWith, UV_VERSION, type InstallerOptions } from './read-wishes';

describe('installerWishes', () => {
  it.each<[InstallerOptions, ReturnType<typeof installerWishes>]>([
    [{}, {}],
    [{ bytecode: 'parallel' }, { compilesAtOnce: true }],
    [{ use: 'uv' }, { uv: { version: UV_VERSION, compiles: true } }],
    [{ use: 'uv', bytecode: 'compile' }, { uv: { version: UV_VERSION, compiles: true } }],
    [{ use: 'uv', bytecode: 'parallel' }, { uv: { version: UV_VERSION, compiles: true } }],
    [{ use: 'uv', bytecode: 'skip', uvVersion: '0.8.1' }, { uv: { version: '0.8.1', compiles: false } }],
  ])('%j', (options, wishes) => {
    expect(installerWishes(options)).toEqual(wishes);
  });

  it.each<[InstallerOptions, string]>([
    [{ bytecode: 'skip' }, '--bytecode skip is for uv'],
    [{ bytecode: 'compile' }, '--bytecode compile is for uv'],
    [{ uvVersion: '0.9.5' }, '--uv-version is for uv'],
    [{ uvVersion: '0.9.5', bytecode: 'parallel' }, '--uv-version is for uv'],
    [{ use: 'uv', uvVersion: 'latest' }, '"latest" is no version of uv'],
  ])('refuses %j', (options, what) => {
    expect(() => installerWishes(options)).toThrow(ProductError);
    expect(() => installerWishes(options)).toThrow(what);
  });
});

describe('toolsWith', () => {
  const uv = { uv: { version: UV_VERSION, compiles: true } };
  it.each([
    [undefined, uv, undefined],
    [[], uv, []],
    [['pip'], {}, ['pip']],
    [['pip'], uv, ['pip', 'uv']],
    [['pip'], { compilesAtOnce: true }, ['pip']],
  ])('of %j with %j', (only, wishes, tools) => {
    expect(toolsWith(only, wishes)).toEqual(tools);
  });
});
