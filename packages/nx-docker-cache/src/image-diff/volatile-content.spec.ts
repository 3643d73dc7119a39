import { steadyRule } from './volatile-content';

function steady(path: string, text: string): string {
  return steadyRule(path, text.length)?.steady(text) ?? text;
}

const PIP = `#!/usr/local/bin/python3.11
# -*- coding: utf-8 -*-
import re
import sys
from flask.cli import main
if __name__ == '__main__':
    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])
    sys.exit(main())
`;
const NEWER_PIP = `#!/usr/local/bin/python3.11
import sys
from flask.cli import main
if __name__ == '__main__':
    if sys.argv[0].endswith('.exe'):
        sys.argv[0] = sys.argv[0][:-4]
    sys.exit(main())
`;
const UV = `#!/usr/local/bin/python
# -*- coding: utf-8 -*-
import sys
from flask.cli import main
if __name__ == "__main__":
    if sys.argv[0].endswith("-script.pyw"):
        sys.argv[0] = sys.argv[0][:-11]
    elif sys.argv[0].endswith(".exe"):
        sys.argv[0] = sys.argv[0][:-4]
    sys.exit(main())
`;

describe('a program that only starts a module', () => {
  it.each([
    ['by pip', PIP],
    ['by a newer pip', NEWER_PIP],
    ['by uv', UV],
  ])('is what it starts, written %s', (_, text) => {
    expect(steady('usr/local/bin/flask', text)).toBe('/usr/local/bin/ flask.cli:main');
  });

  it.each([
    ['one more line', `${UV}print("more")\n`],
    ['another function', UV.replace('sys.exit(main())', 'sys.exit(other())')],
    ['another program', '#!/bin/sh\nexec flask\n'],
    ['another first line', UV.replace('/usr/local/bin/python', '/usr/bin/env bash')],
  ])('is compared as it is with %s', (_, text) => {
    expect(steady('usr/local/bin/flask', text)).toBe(text);
  });

  it('is told from one of another Python, and from one that starts something else', () => {
    expect(steady('bin/x', UV.replace('#!/usr/local/bin', '#!/opt/venv/bin'))).not.toBe(steady('bin/x', UV));
    expect(steady('bin/x', UV.replace('flask.cli', 'flask.other'))).not.toBe(steady('bin/x', UV));
  });

  it('is small', () => {
    expect(steadyRule('usr/bin/python3', 6_000_000)).toBeUndefined();
  });
});

describe('RECORD', () => {
  const steadyRecord = (text: string): string => steady('lib/a-1.dist-info/RECORD', text);

  it('is the files of the package, whoever installed it', () => {
    const byPip = [
      '../../../bin/a,sha256=pip,200',
      'a-1.dist-info/INSTALLER,sha256=pip,4',
      'a-1.dist-info/RECORD,,',
      'a/__init__.py,sha256=x,1',
      'a/__pycache__/__init__.cpython-311.pyc,,',
    ].join('\r\n');
    const byUv = [
      'a/__init__.py,sha256=x,1',
      'a-1.dist-info/REQUESTED,sha256=e,0',
      'a-1.dist-info/INSTALLER,sha256=uv,2',
      'a-1.dist-info/uv_build.json,sha256=e,2',
      '../../../bin/a,sha256=uv,300',
      'a-1.dist-info/RECORD,,',
    ].join('\n');
    expect(steadyRecord(byUv)).toBe(steadyRecord(byPip));
  });

  it('is different with another file, or other content', () => {
    const texts = [
      'a.py,sha256=x,1',
      'a.py,sha256=y,1',
      'b.py,sha256=x,1',
      'a.py,sha256=x,1\nb.py,sha256=x,1',
    ];
    expect(new Set(texts.map(steadyRecord)).size).toBe(texts.length);
  });
});

describe('direct_url.json', () => {
  const steadyUrl = (text: string): string => steady('lib/a-1.dist-info/direct_url.json', text);

  it.each([
    [
      '{"url": "file:///app/lib", "dir_info": {}}',
      '{"dir_info":{"editable":false},"url":"file:///app/lib"}',
      true,
    ],
    ['{"url":"file:///app/a"}', '{"url":"file:///app/b"}', false],
    ['{"dir_info":{"editable":true}}', '{"dir_info":{}}', false],
    ['not JSON', 'not JSON either', false],
  ])('%s and %s', (before, after, isSame) => {
    expect(steadyUrl(before) === steadyUrl(after)).toBe(isSame);
  });
});
