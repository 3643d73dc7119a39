import {
  irregularDigest,
  irregularFiles,
  readDiffFiles,
  readIndexEntry,
  type IrregularFile,
} from './irregular-files';

const OBJECT = '0123456789012345678901234567890123456789';

describe('readIndexEntry', () => {
  it.each<[string, IrregularFile | undefined]>([
    [`100644 ${OBJECT} 0\ta`, undefined],
    [`100755 ${OBJECT} 0\tbin/a b`, { path: 'bin/a b', mode: '100755' }],
    [`120000 ${OBJECT} 0\tlink`, { path: 'link', mode: '120000' }],
    [`160000 ${OBJECT} 0\tlibs/sub`, { path: 'libs/sub', mode: '160000' }],
    ['', undefined],
  ])('%j', (entry, file) => {
    expect(readIndexEntry(entry)).toEqual(file);
  });
});

it('reads what git finds changed on the disk', () => {
  const output = `:100644 100755 ${OBJECT} ${OBJECT} M\0a\0:100644 000000 ${OBJECT} ${OBJECT} D\0b c\0`;
  expect([...readDiffFiles(output)]).toEqual([
    ['a', '100755'],
    ['b c', '000000'],
  ]);
  expect([...readDiffFiles('')]).toEqual([]);
});

describe('irregularFiles', () => {
  const index = [
    { path: 'z', mode: '100755' },
    { path: 'link', mode: '120000' },
  ];
  it.each<[string, [string, string][], IrregularFile[]]>([
    [
      'the index',
      [],
      [
        { path: 'link', mode: '120000', target: 'to link' },
        { path: 'z', mode: '100755' },
      ],
    ],
    ['a mode that was taken away', [['z', '100644']], [{ path: 'link', mode: '120000', target: 'to link' }]],
    [
      'what was removed',
      [
        ['z', '000000'],
        ['link', '000000'],
      ],
      [],
    ],
    [
      'a mode that was given',
      [
        ['a', '100755'],
        ['link', '000000'],
      ],
      [
        { path: 'a', mode: '100755' },
        { path: 'z', mode: '100755' },
      ],
    ],
  ])('are %s', (_, disk, files) => {
    expect(irregularFiles(index, new Map(disk), (path) => `to ${path}`)).toEqual(files);
  });
});

describe('irregularDigest', () => {
  const files: readonly IrregularFile[] = [
    { path: 'app/a', mode: '100755' },
    { path: 'app/link', mode: '120000', target: 'x' },
    { path: 'apple', mode: '100755' },
  ];
  const digest = irregularDigest(files, ['app']);

  it.each<[string, readonly IrregularFile[] | undefined, readonly string[], boolean]>([
    ['the same files', files.slice(0, 2), ['app'], true],
    ['files elsewhere', [...files, { path: 'b', mode: '100755' }], ['app'], true],
    ['the same files by other roots', files, ['app/a', 'app/link'], true],
    ['roots that lie in each other', files.slice(0, 2), ['app/link', 'app', 'app/a', 'ap'], true],
    ['the same files, asked by none', files, ['b'], false],
    ['a file less', files.slice(1), ['app'], false],
    ['another mode', [{ path: 'app/a', mode: '160000' }, ...files.slice(1)], ['app'], false],
    ['another target', [files[0]!, { ...files[1]!, target: 'y' }], ['app'], false],
    ['the workspace', files, ['.'], false],
    ['what git cannot tell', undefined, ['app'], false],
  ])('is the same for %s: %s', (_, others, roots, same) => {
    expect(irregularDigest(others, roots) === digest).toBe(same);
  });
});
