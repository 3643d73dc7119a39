import { parse } from '../dockerfile/parse';
import { stagesOf } from '../dockerfile/stages';
import { maskInstruction, maskLine, maskText, maskUpdate, secretValues, writtenVariables } from './mask';

describe('secretValues', () => {
  it.each([
    ['a token', [['NPM_TOKEN', 'abc-123']], ['abc-123']],
    ['a password in any case', [['dbPassword', 'hunter2']], ['hunter2']],
    ['a harmless one', [['VERSION', '1.2.3']], []],
    ['an author', [['AUTHOR', 'somebody']], []],
    ['one too short to be a secret', [['TOKEN', 'abc']], []],
    [
      'the same one once',
      [
        ['TOKEN', 'abcd'],
        ['OLD_TOKEN', 'abcd'],
      ],
      ['abcd'],
    ],
    [
      'the longer of two first',
      [
        ['TOKEN', 'abcd'],
        ['SECRET', 'abcdef'],
      ],
      ['abcdef', 'abcd'],
    ],
    ['the password in an address', [['PIP_INDEX_URL', 'https://me:hunter2@idx.example/simple']], ['hunter2']],
    ['the one with an @', [['http_proxy', 'http://me:hun@ter2@proxy:3128']], ['hun@ter2']],
    ['no password where there is none', [['URL', 'ssh://git@example.com:22/a@b']], []],
    [
      'passwords by other names',
      [
        ['DB_PASS', 'hunter2'],
        ['MYSQL_PWD', 'hunter3'],
        ['GITHUB_PAT', 'hunter4'],
        ['SSHPASS', 'hunter5'],
      ],
      ['hunter2', 'hunter3', 'hunter4', 'hunter5'],
    ],
    [
      'none in names that only sound alike',
      [
        ['PWD', '/home/me'],
        ['OLDPWD', '/home'],
        ['PATH', '/usr/bin'],
        ['APP_PATH', '/app'],
        ['NO_PATCH', 'patch'],
        ['COMPASS', 'north'],
      ],
      [],
    ],
    [
      'each line of a key',
      [['PRIVATE_KEY', '--begin--\nMIIEowIB\n=\n']],
      ['--begin--\nMIIEowIB\n=\n', '--begin--', 'MIIEowIB'],
    ],
  ] as const)('finds %s', (_, variables, expected) => {
    expect(secretValues(variables)).toEqual(expected);
  });
});

describe('writtenVariables', () => {
  it('finds what the Dockerfile sets, also through other variables', () => {
    const parsed = parse(
      'ARG A=hunter2\nFROM x AS b\nARG A\nENV API_TOKEN=$A\nFROM b\nRUN echo $API_TOKEN\n',
    );
    const stages = parsed.ok ? stagesOf(parsed.dockerfile, { buildArgs: { A: 'hunter3' } }) : [];
    expect(secretValues(writtenVariables(stages))).toEqual(['hunter3']);
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
    statuses: [{ vertex: 'd', id: 'get hunter2', current: 1, total: 1, started: 1, completed: 2 }],
    logs: [{ vertex: 'd', stream: 1, text: 'using hunter2\n', timestamp: 1 }],
    warnings: [{ vertex: 'd', short: 'hunter2 is no good', url: undefined }],
  };

  it('hides the values wherever they would be shown', () => {
    expect(JSON.stringify(maskUpdate(update, ['hunter2']))).not.toContain('hunter2');
    expect(maskUpdate(update, ['hunter2']).vertexes[0]).toMatchObject({
      name: '[1/1] RUN curl -H ***',
      error: 'curl ***: exit code: 1',
    });
  });

  it('hides passwords in the addresses that a step prints', () => {
    const printed = {
      ...update,
      vertexes: [],
      logs: [{ ...update.logs[0], text: 'GET https://me:pw@h/x\n' }],
    };
    expect(maskUpdate(printed as typeof update, []).logs[0]?.text).toBe('GET https://***@h/x\n');
    expect(maskLine('failed: git clone https://me:pw@h/x', [])).toBe('failed: git clone https://***@h/x');
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
    ['RUN ["login", "--password", "hunter2"]', 'RUN ["login", "--password", "***"]'],
    ['RUN login --password=hunter2 && make', 'RUN login --password=*** && make'],
    [
      'RUN curl -H "Authorization: Bearer hunter2" https://example.com',
      'RUN curl -H "Authorization: Bearer ***" https://example.com',
    ],
    ['ADD https://me:hunter2@example.com/x /x', 'ADD https://***@example.com/x /x'],
    ['RUN pip install git+https://hunter2@example.com/x', 'RUN pip install git+https://***@example.com/x'],
    ['ADD https://me:hun@ter2@example.com/x /x', 'ADD https://***@example.com/x /x'],
    ['RUN git clone https://$USER:hunter2@example.com/x', 'RUN git clone https://***@example.com/x'],
    ['RUN curl -u me:hunter2 https://a', 'RUN curl -u me:*** https://a'],
    ['RUN curl --user "me:hunter2" https://a', 'RUN curl --user "me:***" https://a'],
    ['RUN wget --header "X-Api-Key: hunter2" https://a', 'RUN wget --header "X-Api-Key: ***" https://a'],
    [
      'RUN echo "machine a login me password hunter2" > .netrc',
      'RUN echo "machine a login me password ***" > .netrc',
    ],
    ['ENV DB_PASS=hunter2 PWD=/a', 'ENV DB_PASS=*** PWD=/a'],
    ['RUN login ---token hunter2', 'RUN login ---token ***'],
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
    'RUN git clone https://$USER:${PASSWORD}@example.com/x',
    'RUN curl -u "$USER:$PASSWORD" https://a',
    'RUN docker run -u 1000:1000 a',
    'RUN pip install a --no-compile && cd "$PWD"',
    'RUN npm ci && npm run build',
  ])('leaves %s alone', (text) => {
    expect(maskInstruction(text)).toBe(text);
  });

  it.each([
    'token',
    '-token',
    'auth-',
    'token.',
    'a',
    '.',
    'a+',
    ' --token',
    ' -u',
    ':',
    '://',
    'login ',
    '$a:',
  ])('takes no time for 50,000 characters of %s', (unit) => {
    const start = performance.now();
    maskInstruction(`RUN ${unit.repeat(50_000 / unit.length)} token ://a@`);
    maskInstruction(`RUN token ://a@ ${unit.repeat(50_000 / unit.length)}`);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
