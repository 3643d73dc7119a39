import { RECIPES } from '../recipes/registry';
import { listContext } from './context-facts';
import { dockerfileFacts } from './dockerfile-facts';
import { judgeRequirements } from './judge-requirements';
import { RULES } from './registry';
import { namedRequirements } from './requirements-facts';
import { dockerfileOf, sentTexts } from './testing/context-of-example';

describe('the lists that a build installs from', () => {
  const named = (lines: readonly string[], texts: Readonly<Record<string, string>>) => {
    const dockerfile = dockerfileOf(['FROM python:3.12', 'WORKDIR /app', ...lines, ''].join('\n'));
    const context = sentTexts(texts, '');
    const { files, constraints, isPartial } = namedRequirements(
      dockerfileFacts(dockerfile, RECIPES).runs,
      listContext(dockerfile, context).takes,
      { context, recipes: RECIPES },
    );
    return [files.map(({ path }) => path), constraints.map(({ path }) => path), isPartial];
  };

  it.each<[string, readonly string[], Readonly<Record<string, string>>, unknown]>([
    ['no list', ['RUN pip install flask'], {}, [[], [], false]],
    ['a package named like what every object has', ['RUN pip install constructor'], {}, [[], [], false]],
    [
      'a copied one',
      ['COPY backend/requirements.txt .', 'RUN pip install -r requirements.txt'],
      { 'backend/requirements.txt': 'a\n' },
      [['backend/requirements.txt'], [], false],
    ],
    [
      'one by its whole path, among others of its name',
      ['COPY . .', 'RUN python -m pip install --requirement=/app/b/requirements.txt'],
      { 'a/requirements.txt': 'a\n', 'b/requirements.txt': 'b\n' },
      [['b/requirements.txt'], [], false],
    ],
    [
      'those that it includes, and constraints',
      ['COPY . .', 'RUN pip install -rr/dev.txt -c c.txt'],
      { 'r/dev.txt': '-r base.txt\n-c ../d.txt\n', 'r/base.txt': 'a\n', 'c.txt': '', 'd.txt': '' },
      [['r/dev.txt', 'r/base.txt'], ['d.txt', 'c.txt'], false],
    ],
    [
      'one of uv',
      ['COPY . .', 'RUN uv pip install --system --requirements r.txt'],
      { 'r.txt': 'a\n' },
      [['r.txt'], [], false],
    ],
    ['one of the base image', ['RUN pip install -r /opt/requirements.txt'], {}, [[], [], true]],
    [
      'one on a server',
      ['COPY . .', 'RUN pip install -r a.txt'],
      { 'a.txt': '-c https://example.test/c.txt\n' },
      [['a.txt'], [], true],
    ],
    [
      'itself twice',
      ['COPY . .', 'RUN pip install -r a.txt'],
      { 'a.txt': '-r a.txt\n' },
      [['a.txt'], [], false],
    ],
  ])('%s', (_, lines, texts, expected) => {
    expect(named(lines, texts)).toEqual(expected);
  });
});

describe('what is not pinned', () => {
  const judge = (text: string, constraints: readonly string[] = []) =>
    judgeRequirements({ file: 'r.txt', text, constraints, rules: RULES, ignore: [] }).map(
      ({ message, place }) => `${place?.start.line ?? 0}-${place?.end.column ?? 0} ${message}`,
    );

  const commit = 'f'.repeat(40);
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['nothing', '# none\n', [], []],
    ['exact versions', 'a==1\nb===2 ; python_version > "3"\n', [], []],
    [
      'a range, behind a comment',
      '# x\r\na>=1\r\nb==1\r\n',
      [],
      ['2-5 1 of 2 entries name no exact version: a>=1 (line 2)'],
    ],
    [
      'many',
      'a\nb\nc\nd\n',
      [],
      ['1-2 4 of 4 entries name no exact version: a (line 1), b (line 2), c (line 3) and 1 more'],
    ],
    ['wildcards', 'a==1.*\n', [], ['1-7 1 of 1 entries name no exact version: a==1.* (line 1)']],
    ['what a constraint pins', 'A.b\n', ['a-b==1\n'], []],
    [
      'what a constraint only limits',
      'a\n',
      ['a<2\n'],
      ['1-2 1 of 1 entries name no exact version: a (line 1)'],
    ],
    ['a commit', `git+https://example.test/a.git@${commit}#egg=a\n`, [], []],
    [
      'a branch',
      'git+https://example.test/a.git@main\n',
      [],
      ['1-36 1 of 1 entries name no exact version: git+https://example.test/a.git@main (line 1)'],
    ],
    ['settings and includes', '--index-url https://example.test\n-r other.txt\n', [], []],
  ])('%s', (_, text, constraints, expected) => {
    expect(judge(text, constraints)).toEqual(expected);
  });
});
