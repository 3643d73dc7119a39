import { NEEDS_NOTHING } from '../facts';
import type { Recipe } from '../recipe';

/**
 * Go. Both folders are made for several processes at once: modules are verified and written under lock files, the build
 * cache is addressed by what went into it (compiler, architecture and flags too).
 */
export const recipe: Recipe = {
  tool: 'go',
  title: 'Go',
  call: {
    word: /\bgo\b/,
    programs: /^go$/,
    pythonModule: undefined,
    valueOptions: ['-C'],
    fills: [
      ['build'],
      ['install'],
      ['get'],
      ['mod', 'download'],
      ['mod', 'tidy'],
      ['mod', 'vendor'],
      ['mod', 'verify'],
      ['run'],
      ['test'],
      ['vet'],
      ['generate'],
      ['list'],
      ['work', 'sync'],
      ['tool'],
    ],
    drivers: /\b(?:make|mage|task|just|goreleaser|golangci-lint)\b/,
  },
  caches: [
    {
      holds: 'the modules that were downloaded, unpacked',
      option: undefined,
      movedBy: [
        { variable: 'GOMODCACHE', below: '' },
        { variable: 'GOPATH', below: 'pkg/mod' },
      ],
      place: { kind: 'home', below: 'go/pkg/mod', forRoot: undefined },
      images: [{ image: /(?:^|\/)golang(?:[:@]|$)/, path: '/go/pkg/mod' }],
      parts: [],
      sharing: 'shared',
      idNames: [],
      renewedBy: undefined,
      isStore: true,
    },
    {
      holds: 'what was compiled',
      option: undefined,
      movedBy: [
        { variable: 'GOCACHE', below: '' },
        { variable: 'XDG_CACHE_HOME', below: 'go-build' },
      ],
      place: { kind: 'home', below: '.cache/go-build', forRoot: undefined },
      images: [],
      parts: [],
      sharing: 'shared',
      idNames: [],
      renewedBy: undefined,
      isStore: false,
    },
  ],
  disabledBy: { options: [], variables: [] },
  wipedBy: [['clean']],
  configuredBy: { subcommand: ['env'], settings: /^(?:GOMODCACHE|GOCACHE|GOPATH)=/ },
  needs: NEEDS_NOTHING,
  offline: {
    options: [],
    variables: [{ name: 'GOPROXY', disables: (value) => value === 'off' }],
  },
  worksBesideCache: true,
  applies: undefined,
  projectFiles: [],
  proof: { kind: 'read', source: 'its documentation (`go help cache`, `go help modules`)' },
  notes: [
    'Every RUN that compiles gets both mounts, and so does a RUN of `make` after one of `go`: what `go mod download` has downloaded is not in the image any more.',
    'It is left alone where the image that runs is the one that builds, unless what it starts is a program of its own.',
  ],
};
