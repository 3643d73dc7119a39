import { maskInstruction, maskText, maskUpdate, secretValues } from './mask';

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
    const logs = { ...update, vertexes: [] };
    expect(maskUpdate(logs, [])).toBe(logs);
    expect(maskText('text', [])).toBe('text');
  });
});

describe('maskInstruction', () => {
  it.each([
    ['ENV API_TOKEN=hunter2', 'ENV API_TOKEN=***'],
    ['ENV API_TOKEN hunter2', 'ENV API_TOKEN ***'],
    ['ENV A=1 MY_SECRET="hunter 2" B=2', 'ENV A=1 MY_SECRET=*** B=2'],
    ["ARG npm_password='hunter2'", 'ARG npm_password=***'],
    ['RUN TOKEN=hunter2 make', 'RUN TOKEN=*** make'],
    ['RUN login --password hunter2 --user me', 'RUN login --password *** --user me'],
    ['RUN login --password=hunter2 && make', 'RUN login --password=*** && make'],
    [
      'RUN curl -H "Authorization: Bearer hunter2" https://example.com',
      'RUN curl -H "Authorization: Bearer ***" https://example.com',
    ],
    ['ADD https://me:hunter2@example.com/x /x', 'ADD https://***@example.com/x /x'],
    ['RUN pip install git+https://hunter2@example.com/x', 'RUN pip install git+https://***@example.com/x'],
  ])('hides the value in %s', (text, masked) => {
    expect(maskInstruction(text)).toBe(masked);
  });

  it.each([
    'RUN --mount=type=secret,id=token,env=TOKEN make',
    'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci',
    'ENV TOKEN=$TOKEN',
    'RUN TOKEN="$(cat /run/secrets/token)" make',
    'RUN login --password-stdin < /run/secrets/password',
    'LABEL author=me',
    'COPY token.py secrets.py /app/',
    'RUN npm ci && npm run build',
  ])('leaves %s alone', (text) => {
    expect(maskInstruction(text)).toBe(text);
  });
});
