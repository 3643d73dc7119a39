import { invocationsOf } from './invocations';
import { plainScript } from './plain-script';
import { programName } from './invocation';
import { readScript } from './read-script';

const invocations = (text: string) => invocationsOf(readScript(plainScript(text)).commands);
const rows = (text: string) => invocations(text).map(({ words }) => words.map((word) => word.text).join(' '));

describe('invocationsOf', () => {
  it.each([
    ['pip install x'],
    ['sudo pip install x'],
    ['sudo -H -u app A=1 pip install x'],
    ['env -u B A=1 pip install x'],
    ['exec pip install x'],
    ['/usr/bin/time -f %E pip install x'],
    ['time -p pip install x'],
    ['nice -n 5 ionice -c3 pip install x'],
    ['timeout -k 5 30 pip install x'],
    ['conda run -n ml --no-capture-output pip install x'],
    ['micromamba run --name ml pip install x'],
    ['poetry run pip install x'],
    ['uv run --with y pip install x'],
    ['mise exec python@3.12 -- pip install x'],
    ['mise exec -- pip install x'],
    ['pyenv exec pip install x'],
    ['volta run --node 20 pip install x'],
    ['command pip install x'],
    ['cat r | xargs -n 1 pip install x'],
    ['gosu app pip install x'],
    ['bash -c "pip install x"'],
    ["bash -o pipefail -lc 'pip install x'"],
    ['sudo sh -c "exec pip install x"'],
    ['eval "pip install x"'],
    ['su app -c "pip install x"'],
    ['bash -e <<EOF\npip install x\nEOF'],
  ])('finds pip in %s', (text) => {
    expect(rows(text)).toContain('pip install x');
  });

  it.each([
    ['command -v pip'],
    ['echo pip install x'],
    ['conda install pip'],
    ['cat <<EOF > f\npip install x\nEOF'],
    ['bash ./pip install x'],
    ['constructor pip'],
  ])('finds none in %s', (text) => {
    expect(invocations(text).map(({ words }) => programName(words[0]))).not.toContain('pip');
  });

  it.each([
    ['pip', 'caller'],
    ['sudo pip', 'root'],
    ['sudo -H pip', 'root-with-own-home'],
    ['sudo -u app pip', 'other'],
    ['gosu app nice pip', 'other'],
    ['su - app -c "pip"', 'other'],
    ['sudo bash -c "pip"', 'root'],
  ])('knows who runs %s', (text, runsAs) => {
    expect(invocations(text).at(-1)).toMatchObject({ runsAs });
  });

  it.each([
    ['A=1 pip', ['A=1']],
    ['A=1 env B=2 pip', ['A=1', 'B=2']],
    ['A=1 bash -c "B=$X pip"', ['A=1', 'B=']],
  ])('collects the environment of %s', (text, expected) => {
    const found = invocations(text)
      .at(-1)!
      .environment.map(({ name, value }) => `${name}=${value?.value ?? ''}`);
    expect(found).toEqual(expected);
  });

  it.each([
    ['bash -c "pip install x"', true],
    ['bash -c \'pip install "x"\'', true],
    ['bash -c "pip install $X"', true],
    ['bash -c "pip install \\"x\\""', false],
    ['bash -c "pip install "$X', false],
    ['bash -c pip', false],
    ['eval pip install x', false],
    ["bash <<'EOF'\npip install \\$x\nEOF", true],
    ['bash <<EOF\npip install \\$x\nEOF', false],
  ])('says whether the places of %j are certain', (text, isExact) => {
    expect(invocations(text).at(-1)).toMatchObject({ isExact });
  });

  it('keeps the places of a nested script', () => {
    const text = 'a && bash -c "pip install x"';
    const { range } = invocations(text).at(-1)!.words[2]!;
    expect(text.slice(range.start, range.end)).toBe('x');
  });
});

describe('programName', () => {
  it.each([
    ['pip', 'pip'],
    ['/opt/venv/bin/pip3', 'pip3'],
    ['$VENV/bin/pip', 'pip'],
    ['"${VENV}/bin/pip"', 'pip'],
    ['./pip', 'pip'],
    ['$PIP', undefined],
    ['pip$V', undefined],
    ['x${V}pip', undefined],
  ])('of %s is %s', (text, name) => {
    expect(programName(readScript(plainScript(text)).commands[0]!.words[0])).toBe(name);
  });
});
