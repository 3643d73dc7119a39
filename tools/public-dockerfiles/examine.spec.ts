import { treeOf } from '../../packages/nx-docker-cache/src/context/context-tree';
import { examine } from './examine';
import { renderSummary } from './summary';

const file = (text: string) => examine('owner/name/Dockerfile', Buffer.from(text));

describe('a public Dockerfile', () => {
  it.each([
    ['is upgraded', 'FROM python:3.11\nRUN pip install flask\n', { changed: true, mounted: ['pip'] }],
    ['has nothing to upgrade', 'FROM scratch\nCOPY a /\n', { changed: false, mounted: [] }],
    [
      'is left alone',
      'FROM python:3.11\nONBUILD RUN pip install a\n',
      { changed: false, declined: [expect.objectContaining({ reason: 'onbuild-not-asked', line: 2 })] },
    ],
    ['is none', 'FROM a\nENV a\n', { refused: 'DOCKERFILE_SYNTAX', changed: false }],
  ])('%s', (_, text, expected) => {
    expect(file(text)).toMatchObject({ ...expected, defects: [] });
  });

  it('is put in order with what lies beside it', () => {
    const texts: Readonly<Record<string, string>> = { 'requirements.txt': 'flask==3.0.0\n', 'app.py': '' };
    const folder = { ...treeOf(Object.keys(texts)), text: (path: string) => texts[path] };
    const old = 'FROM python:3.11\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n';
    const { after, reordered, defects } = examine('owner/name/Dockerfile', Buffer.from(old), folder);
    expect([reordered, defects]).toEqual([['pip'], []]);
    expect(after).toMatch(/COPY requirements\.txt .*\nRUN [^]*pip install[^]*COPY \. \./);
  });

  it('is counted in the summary', () => {
    const files = [file('FROM python:3.11\nRUN pip install flask\n'), file('FROM a\nENV\n')];
    const summary = renderSummary([{ repository: 'owner/name', commit: '0123456789abcdef', files }]);
    expect(summary).toContain('2 Dockerfiles of 1 public repositories');
    expect(summary).toContain('| pip | 1 | 0 | 0 | 0 |');
    expect(summary).toContain('| owner/name | `0123456789ab` | 2 | 1 |');
    expect(summary).toContain('**0**');
  });
});
