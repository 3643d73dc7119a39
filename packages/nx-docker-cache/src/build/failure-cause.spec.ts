import { failureCause, type FailureCause } from './failure-cause';

/** What docker 28.5.2/26.1.5/20.10.24 and buildx 0.29.1/0.13.1 printed. */
const CASES: readonly [
  string,
  FailureCause['kind'],
  { text: string[]; stepError?: string; stepLog?: string[]; stepName?: string; hasBegun?: boolean },
][] = [
  [
    'no engine',
    'engine-unreachable',
    { text: ['ERROR: Cannot connect to the Docker daemon at unix:///nope. Is the docker daemon running?'] },
  ],
  [
    'no permission',
    'engine-unreachable',
    {
      text: [
        'ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
      ],
    },
  ],
  [
    'an engine that dies',
    'engine-died',
    {
      text: [
        'ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF',
      ],
      hasBegun: true,
    },
  ],
  [
    'no buildx with docker 28',
    'buildx-missing',
    {
      text: [
        'unknown flag: --progress',
        'Usage:  docker [OPTIONS] COMMAND [ARG...]',
        "Run 'docker --help' for more information",
      ],
    },
  ],
  [
    'no buildx with docker 26',
    'buildx-missing',
    { text: ['unknown flag: --progress', "See 'docker --help'."] },
  ],
  [
    'no buildx with docker 20',
    'buildx-missing',
    { text: ["docker: 'buildx' is not a docker command.", "See 'docker --help'"] },
  ],
  ['no rawjson', 'buildx-too-old', { text: ['ERROR: invalid progress value : rawjson'] }],
  [
    'a flag of a newer buildx',
    'buildx-too-old',
    { text: ['unknown flag: --sbom', "See 'docker buildx build --help'."] },
  ],
  [
    'a full disk in a step',
    'disk-full',
    {
      text: ['ERROR: failed to solve: process "dd" did not complete successfully: exit code: 1'],
      stepLog: ["dd: error writing '/x': No space left on device"],
      hasBegun: true,
    },
  ],
  [
    'a full disk at the export',
    'disk-full',
    { text: ['ERROR: failed to solve: write /var/lib/x: no space left on device'], hasBegun: true },
  ],
  [
    'the race of the containerd store',
    'transient',
    {
      text: [
        'ERROR: failed to build: failed to solve: failed to prepare extraction snapshot "extract-1 sha256:a": parent snapshot sha256:b does not exist: not found',
      ],
      hasBegun: true,
    },
  ],
  [
    'a missing source',
    'context-file-missing',
    {
      text: [
        'ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref a::b: "/missing.txt": not found',
      ],
      hasBegun: true,
    },
  ],
  [
    'a Dockerfile that BuildKit refuses',
    'dockerfile-syntax',
    {
      text: ['ERROR: failed to solve: dockerfile parse error on line 3: unknown instruction: FORM'],
      hasBegun: true,
    },
  ],
  [
    'a command that fails',
    'build',
    {
      text: [
        'ERROR: failed to build: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1',
      ],
      hasBegun: true,
    },
  ],
  ['silence', 'build', { text: [] }],
];

const cause = ({
  text,
  stepError,
  stepLog = [],
  stepName,
  hasBegun = false,
}: (typeof CASES)[number][2]): FailureCause => failureCause({ text, stepError, stepLog, stepName, hasBegun });

const PIP_FAILURE = {
  text: [
    'ERROR: failed to build: failed to solve: process "/bin/sh -c x" did not complete successfully: exit code: 2',
  ],
  stepLog: ['  File "zipfile.py", line 1', 'zipfile.BadZipFile: File is not a zip file', 'more'],
  hasBegun: true,
};

const STEP = '[2/2] RUN --mount=type=cache,target=/root/.cache/pip pip install x';

it('tells a cache that nobody takes from an engine that is gone', () => {
  const text = [
    'ERROR: failed to build: failed to solve: failed to do request: dial tcp: connect: connection refused',
  ];
  expect(cause({ text, stepName: 'exporting cache to registry', hasBegun: true }).kind).toBe(
    'cache-not-exported',
  );
  expect(cause({ text, hasBegun: true }).kind).toBe('engine-died');
});

describe('a damaged file', () => {
  it.each([
    'zipfile.BadZipFile: File is not a zip file',
    'npm ERR! code EINTEGRITY',
    'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.',
    'E: Failed to fetch x  Hash Sum mismatch',
    'verifying golang.org/x/text@v0.3.0: checksum mismatch',
    'error: failed to verify the checksum of `x`',
    '[ERROR] invalid LOC header (bad signature)',
    'dpkg-deb: error: is not a Debian format archive',
  ])('is suspected in a cache mount: %s', (line) => {
    expect(cause({ ...PIP_FAILURE, stepLog: ['a', line], stepName: STEP })).toEqual({
      kind: 'cached-file-damaged',
      message: line,
    });
  });

  it('is the step’s own failure without one, or where its log says nothing of it', () => {
    expect(cause(PIP_FAILURE).kind).toBe('build');
    expect(cause({ ...PIP_FAILURE, stepLog: ['no such package'], stepName: STEP }).kind).toBe('build');
  });
});

describe('failureCause', () => {
  it.each(CASES)('recognises %s', (_, kind, output) => {
    expect(cause(output).kind).toBe(kind);
  });

  it('takes the words of a program in the build for no fault of the engine', () => {
    const text = [
      'ERROR: failed to solve: process "/bin/sh -c pip install x" did not complete successfully: exit code: 1',
    ];
    expect(cause({ text, hasBegun: true })).toEqual({
      kind: 'build',
      message: 'process "/bin/sh -c pip install x" did not complete successfully: exit code: 1',
    });
  });

  it('names the file and the line', () => {
    expect(cause(CASES[11]![2])).toEqual({ kind: 'context-file-missing', path: '/missing.txt' });
    expect(cause(CASES[12]![2])).toEqual({
      kind: 'dockerfile-syntax',
      line: 3,
      message: 'unknown instruction: FORM',
    });
  });
});
