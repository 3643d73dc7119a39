import { parse } from '../dockerfile/parse';
import { pastLink } from './past-link';

function past(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
  buildArguments: readonly string[] = [],
): readonly string[] {
  const parsed = parse(['FROM python:3.12', ...lines, ''].join('\n'));
  if (!parsed.ok) throw new Error('no Dockerfile');
  return pastLink(parsed.dockerfile, {
    taken: Object.keys(files),
    text: (path) => files[path],
    buildArguments: new Set(buildArguments),
  });
}

const INSTALL = 'RUN pip install -r requirements.txt';
const UV = 'RUN uv pip install --system -r requirements.txt';

describe('pastLink', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing', [], []],
    ['pip', [INSTALL], []],
    ['uv', [UV], []],
    ['pip with further options', ['RUN pip install --no-cache-dir -U -t x flask'], []],
    [
      'other package managers',
      ['RUN apt-get update && apt-get install -y jq', 'RUN npm ci'],
      ['apt-get', 'npm'],
    ],
    ['what downloads nothing', ['RUN npm --version && apt-get clean && pnpm install --offline'], []],
    ['Poetry as a module', ['RUN python -m poetry install'], ['poetry']],
    ['an index on the call', ['RUN pip install --index-url https://u:p@x/ a'], ['pip with --index-url']],
    ['an index by a short option', ['RUN pip3 install -i https://x a'], ['pip with --index-url']],
    ['an index by an abbreviation', ['RUN pip install --extra https://x a'], ['pip with --extra-index-url']],
    [
      'one of two calls',
      [INSTALL, 'RUN pip install --extra-index-url=https://x b'],
      ['pip with --extra-index-url'],
    ],
    ['an index of uv', ['RUN uv pip install --index https://x a'], ['uv with --index']],
    ['an index of pip as a module', ['RUN python3 -m pip install -i https://x a'], ['pip with --index-url']],
    ['an extra of uv', ['RUN uv pip install --extra dev -r pyproject.toml'], []],
    ['a longer wait', ['RUN pip install --default-timeout 60 a'], []],
    ['an index that is a folder', ['RUN pip install --index-url file:///simple a'], []],
    ['the index that is given', ['RUN pip install --index-url $PIP_INDEX_URL a'], []],
    ['files in a folder', ['RUN pip install --find-links ./wheels a'], []],
    ['files at an address', ['RUN pip install -f https://x/wheels a'], ['pip with --find-links']],
    ['an address', ['RUN pip install git+https://x/y.git'], ['an address that pip installs']],
    ['an address behind a name', ['RUN pip install "y @ https://x/y.whl"'], ['an address that pip installs']],
    ['ENV', ['ENV PIP_INDEX_URL=https://x', INSTALL], ['PIP_INDEX_URL']],
    ['ENV below', [INSTALL, 'ENV PIP_INDEX_URL=https://x'], []],
    ['ENV without an install', ['ENV PIP_INDEX_URL=https://x', 'RUN make'], []],
    [
      'ENV of an argument of another name',
      ['ARG X=https://x', 'ENV PIP_INDEX_URL=$X', INSTALL],
      ['PIP_INDEX_URL'],
    ],
    ['ENV of the argument', ['ARG PIP_INDEX_URL', 'ENV PIP_INDEX_URL=${PIP_INDEX_URL}', INSTALL], []],
    ['ARG, which is given', ['ARG PIP_INDEX_URL=https://x', INSTALL], []],
    ['a further index', ['ENV PIP_EXTRA_INDEX_URL=https://x', INSTALL], ['PIP_EXTRA_INDEX_URL']],
    ['a further index by ARG', ['ARG PIP_EXTRA_INDEX_URL=https://x', INSTALL], ['PIP_EXTRA_INDEX_URL']],
    ['an ARG that nobody gives', ['ARG PIP_EXTRA_INDEX_URL', INSTALL], []],
    ['an index in front of the call', ['RUN PIP_INDEX_URL=https://x pip install a'], ['PIP_INDEX_URL']],
    ['an index that is exported', ['RUN export PIP_INDEX_URL=https://x && pip install a'], ['PIP_INDEX_URL']],
    [
      'a configuration',
      ['RUN pip config set global.extra-index-url https://x', INSTALL],
      ['a configuration of pip'],
    ],
    [
      'a configured index, over which a variable wins',
      ['RUN pip config set global.index-url https://x', INSTALL],
      [],
    ],
    ['what runs when others build on it', ['ONBUILD RUN npm ci'], []],
    [
      'a script that is not read',
      ['SHELL ["powershell"]', 'RUN pip install a'],
      ['a script that is not read'],
    ],
  ])('of %s', (_, lines, expected) => {
    expect(past(lines)).toEqual(expected);
  });

  it('of an argument that is given', () => {
    expect(past(['ARG PIP_EXTRA_INDEX_URL', INSTALL], {}, ['PIP_EXTRA_INDEX_URL'])).toEqual([
      'PIP_EXTRA_INDEX_URL',
    ]);
  });

  it.each<[string, string, readonly string[]]>([
    ['requirements.txt', 'flask==3\n', []],
    ['requirements.txt', '--index-url https://x\nflask\n', ['requirements.txt with --index-url']],
    [
      'app/requirements.txt',
      '--extra-index-url https://${TOKEN}@x\nflask\n',
      ['requirements.txt with --extra-index-url'],
    ],
    ['requirements.txt', '-f ./wheels\n-e .\nflask\n', []],
    ['requirements.txt', 'a @ https://x/a.whl\nb @ https://x/b.whl\n', ['requirements.txt with addresses']],
    ['pip.conf', '[global]\nindex-url = https://x\n', []],
    ['pip.conf', '[global]\nextra-index-url = https://x\n', ['indexes that pip.conf names']],
    ['uv.toml', '[[index]]\nurl = "https://x"\n', ['indexes that uv.toml names']],
    ['pyproject.toml', '[project]\nname = "a"\n', []],
    ['pyproject.toml', '[[tool.uv.index]]\nurl = "https://x"\n', ['indexes that pyproject.toml names']],
  ])('of %s: %j', (file, text, expected) => {
    expect(past(['COPY . .', INSTALL], { [file]: text })).toEqual(expected);
  });

  it('of a lock file of uv, which names addresses', () => {
    expect(past(['RUN uv sync'], { 'uv.lock': '' })).toEqual(['uv.lock, which names addresses']);
    expect(past([UV], { 'uv.lock': '' })).toEqual([]);
  });
});
