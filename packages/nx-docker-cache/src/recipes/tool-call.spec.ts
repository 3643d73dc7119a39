import { invocationsOf } from '../shell/invocations';
import { plainScript } from '../shell/plain-script';
import { readScript } from '../shell/read-script';
import { isOption, toolCall } from './tool-call';
import { recipe as pip } from './tools/pip';

function effects(script: string): string[] {
  return invocationsOf(readScript(plainScript(script)).commands).flatMap((invocation) => {
    const call = toolCall(pip, invocation);
    return call === undefined ? [] : [call.effect];
  });
}

describe('a call of pip', () => {
  it.each([
    ['pip install x', 'fills'],
    ['pip3 install x', 'fills'],
    ['pip3.11 install x', 'fills'],
    ['pip2 install x', 'fills'],
    ['pip-3.6 install x', 'fills'],
    ['/opt/venv/bin/pip install x', 'fills'],
    ['$VIRTUAL_ENV/bin/pip install x', 'fills'],
    ['python -m pip install x', 'fills'],
    ['python3.11 -m pip install x', 'fills'],
    ['python3 -u -W ignore -m pip install x', 'fills'],
    ['python -mpip install x', 'fills'],
    ['python -Im pip install x', 'fills'],
    ['pypy3 -m pip install x', 'fills'],
    ['"$VENV"/bin/python -m pip install x', 'fills'],
    ['pip --no-cache-dir install x', 'fills'],
    ['pip --timeout 100 -q install x', 'fills'],
    ['pip download x', 'fills'],
    ['pip wheel -w /w x', 'fills'],
    ['pip cache purge', 'wipes'],
    ['pip -q cache remove "x*"', 'wipes'],
    ['pip config set global.cache-dir /x', 'configures'],
    ['pip config --user set install.no-cache-dir true', 'configures'],
    ['pip config set global.index-url x', 'none'],
    ['pip list', 'none'],
    ['pip --version', 'none'],
    ['pip cache dir', 'none'],
    ['pip uninstall -y x', 'none'],
    ['pip $COMMAND x', 'none'],
  ])('%s: %s', (script, effect) => {
    expect(effects(script)).toEqual([effect]);
  });

  it.each([
    'uv pip install x',
    'pipx install x',
    'pipenv install',
    'python pip install x',
    'python setup.py install',
    'python -m venv pip',
    'python -c "pip" -m pip install x',
    '$PIP install x',
    'echo pip install x',
    'apt-get install python3-pip',
    'easy_install pip',
  ])('is not %s', (script) => {
    expect(effects(script)).toEqual([]);
  });
});

describe('isOption', () => {
  const option = { long: '--no-cache-dir', shortest: '--no-ca', short: '-n' };

  it.each([
    ['--no-cache-dir', true],
    ['--no-cache', true],
    ['--no-ca', true],
    ['--no-c', false],
    ['--no-cache-dirs', false],
    ['--no-cache-dir=1', true],
    ['-n', true],
    ['x', false],
  ])('%s: %s', (word, expected) => {
    expect(isOption(option, word)).toBe(expected);
  });
});
