import { defineRecipe, inHome, movers, NOTHING, subcommands } from '../facts';
import { goManifests } from '../manifests/go';

/**
 * Go. Both folders are made for several processes at once: modules are verified and written under lock files, the build
 * cache is addressed by what went into it (compiler, architecture and flags too).
 */
export const recipe = defineRecipe({
  tool: 'go',
  title: 'Go',
  call: {
    word: /\bgo\b/,
    programs: /^go$/,
    valueOptions: ['-C'],
    fills: subcommands(
      'build, install, get, mod download, mod tidy, mod vendor, mod verify, run, test, vet, generate, list, work sync, tool',
    ),
    drivers: /\b(?:make|mage|task|just|goreleaser|golangci-lint)\b/,
  },
  caches: [
    {
      holds: 'the modules that were downloaded, unpacked',
      movedBy: movers({ GOMODCACHE: '', GOPATH: 'pkg/mod' }),
      place: inHome('go/pkg/mod'),
      images: [{ image: /(?:^|\/)golang(?:[:@]|$)/, path: '/go/pkg/mod' }],
      sharing: 'shared',
      isStore: true,
    },
    {
      holds: 'what was compiled',
      movedBy: movers({ GOCACHE: '', XDG_CACHE_HOME: 'go-build' }),
      place: inHome('.cache/go-build'),
      sharing: 'shared',
      isStore: false,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [{ subcommand: 'clean', with: /^-(?:mod)?cache$/, alone: /^-(?:mod|test|fuzz)?cache$/ }],
  configuredBy: { subcommand: 'env', settings: /^(?:GOMODCACHE|GOCACHE|GOPATH)=/ },
  offline: {
    options: [],
    variables: [{ name: 'GOPROXY', disables: (value) => value === 'off' }],
  },
  worksBesideCache: true,
  manifests: goManifests,
  proof: { kind: 'built', example: 'examples/go, Go 1.19' },
  notes: [
    'Every RUN that compiles gets both mounts, and so does a RUN of `make` after one of `go`: what `go mod download` has downloaded is not in the image any more.',
    'It is left alone where the image that runs is the one that builds, unless what it starts is a program of its own.',
  ],
});
