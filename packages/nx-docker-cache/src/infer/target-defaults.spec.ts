import { targetDefaults } from './target-defaults';

const contextsOf = (defaults: unknown): readonly unknown[] =>
  targetDefaults({ targetDefaults: defaults }, 'docker-build', 'nx-docker-cache:build').map(
    ({ options }) => options['context'],
  );
const context = (name: string): object => ({ options: { context: name } });

describe('targetDefaults', () => {
  it.each<[unknown, unknown[]]>([
    [undefined, [undefined]],
    [{ 'docker-build': context('name') }, ['name']],
    [{ 'docker-build': context('name'), 'nx-docker-cache:build': context('executor') }, ['executor']],
    [{ 'docker-*': context('pattern'), '*': context('all') }, ['pattern']],
    [{ 'docker.build': context('other') }, [undefined]],
    [{ 'docker-build': [context('one'), context('two')] }, ['one', 'two']],
    [{ 'docker-build': null }, [undefined]],
    [{ 'docker-build': { executor: 'other:build', ...context('theirs') } }, [undefined]],
    [{ 'docker-build': { command: 'make image', ...context('theirs') } }, [undefined]],
    [{ 'docker-build': { executor: 'nx-docker-cache:build', ...context('ours') } }, ['ours']],
  ])('%j → %j', (defaults, contexts) => {
    expect(contextsOf(defaults)).toEqual(contexts);
  });
});
