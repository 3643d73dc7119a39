import { type AptArchive, distributionArchive, readAptSources, renderSources } from './apt-sources';

const DEB822 = `# the archive
Types: deb deb-src
# a comment inside
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/a.gpg

Types: deb
URIs: http://mirror.test/security
Suites: bookworm-security
Components: main

Types: deb-src
URIs: http://mirror.test/sources
Suites: bookworm
Components: main

Enabled: no
Types: deb
URIs: http://off.test/debian
Suites: bookworm
Components: main
`;

const MAIN: AptArchive = {
  uri: 'http://mirror.test/debian',
  suites: ['bookworm', 'bookworm-updates'],
  components: ['main', 'contrib'],
  signedBy: '/usr/share/keyrings/a.gpg',
};
const SECURITY: AptArchive = {
  uri: 'http://mirror.test/security',
  suites: ['bookworm-security'],
  components: ['main'],
};

describe('reading', () => {
  it('the deb822 form', () => {
    expect(readAptSources([{ name: 'debian.sources', text: DEB822 }])).toEqual([MAIN, SECURITY]);
  });

  it('an embedded key, with its lines', () => {
    const text =
      'Types: deb\nURIs: http://x.test\nSuites: sid\nComponents: main\nSigned-By:\n -----BEGIN-----\n .\n abc\n';
    expect(readAptSources([{ name: 'x.sources', text }])[0]?.signedBy).toBe('\n -----BEGIN-----\n .\n abc');
  });

  it.each([
    [
      'deb http://x.test/debian sid main # all',
      { uri: 'http://x.test/debian', suites: ['sid'], components: ['main'] },
    ],
    [
      '  deb [arch=amd64 signed-by=/k.gpg] http://x.test sid main contrib',
      { uri: 'http://x.test', suites: ['sid'], components: ['main', 'contrib'], signedBy: '/k.gpg' },
    ],
    ['deb http://x.test/flat ./', { uri: 'http://x.test/flat', suites: ['./'], components: [] }],
  ])('the one-line form: %s', (line, expected) => {
    expect(readAptSources([{ name: 'sources.list', text: line }])).toEqual([expected]);
  });

  it.each(['# deb http://x.test sid main', 'deb-src http://x.test sid main', '', 'deb'])(
    'nothing in "%s"',
    (line) => {
      expect(readAptSources([{ name: 'a.list', text: line }])).toEqual([]);
    },
  );

  it('no file that apt would not read', () => {
    expect(readAptSources([{ name: 'debian.sources.disabled', text: DEB822 }])).toEqual([]);
  });
});

describe('the archive of the distribution', () => {
  const vendor: AptArchive = { uri: 'http://vendor.test', suites: ['nodistro'], components: ['main'] };
  const stable: AptArchive = { uri: 'http://mirror.test', suites: ['stable'], components: ['main'] };

  it.each<[string, readonly AptArchive[], AptArchive | undefined]>([
    ['is the one that has its suite', [vendor, SECURITY, MAIN], MAIN],
    ['may go by the name of stable', [vendor, stable], stable],
    ['may be missing', [vendor, SECURITY], undefined],
  ])('%s', (_, archives, expected) => {
    expect(distributionArchive(archives, 'bookworm')).toBe(expected);
  });

  it('gives a list for other suites', () => {
    const rendered = renderSources(MAIN, ['sid']);
    expect(readAptSources([{ name: 'x.sources', text: rendered }])).toEqual([
      { ...MAIN, suites: ['sid'], components: ['main'] },
    ]);
  });
});
