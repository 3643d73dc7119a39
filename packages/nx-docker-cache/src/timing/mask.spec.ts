import { maskText, maskUpdate, secretValues } from './mask';

const environment = (name: string): string | undefined => ({ NPM_TOKEN: 'from-environment' })[name];

describe('secretValues', () => {
  it.each([
    ['a token', ['NPM_TOKEN=abc-123'], ['abc-123']],
    ['a password in any case', ['dbPassword=hunter2'], ['hunter2']],
    ['one from the environment', ['NPM_TOKEN'], ['from-environment']],
    ['one that is not set', ['OTHER_TOKEN'], []],
    ['a harmless one', ['VERSION=1.2.3'], []],
    ['one too short to be a secret', ['TOKEN=abc'], []],
    ['a value with an equals sign', ['API_KEY=a=b=c'], ['a=b=c']],
    ['the longer of two first', ['TOKEN=abcd', 'SECRET=abcdef'], ['abcdef', 'abcd']],
  ])('finds %s', (_, args, expected) => {
    expect(secretValues(args, environment)).toEqual(expected);
  });
});

describe('maskUpdate', () => {
  const update = {
    vertexes: [
      {
        digest: 'd',
        name: '[1/1] RUN curl -H hunter2',
        inputs: [],
        started: 1,
        completed: 2,
        cached: false,
        error: 'curl hunter2: exit code: 1',
      },
    ],
    statuses: [],
    logs: [{ vertex: 'd', stream: 1, text: 'using hunter2\n', timestamp: 1 }],
    warnings: [],
  };

  it('hides the values wherever they would be shown', () => {
    expect(JSON.stringify(maskUpdate(update, ['hunter2']))).not.toContain('hunter2');
    expect(maskUpdate(update, ['hunter2']).vertexes[0]).toMatchObject({
      name: '[1/1] RUN curl -H ***',
      error: 'curl ***: exit code: 1',
    });
  });

  it('costs nothing where there is nothing to hide', () => {
    expect(maskUpdate(update, [])).toBe(update);
    expect(maskText('text', [])).toBe('text');
  });
});
