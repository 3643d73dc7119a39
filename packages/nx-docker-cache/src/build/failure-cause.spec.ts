import { failureCause, type FailureCause } from './failure-cause';

type Case = readonly [
  string,
  FailureCause['kind'],
  {
    text: string[];
    stepError?: string;
    stepLog?: string[];
    stepName?: string;
    hasBegun?: boolean;
    extraArgs?: string[];
  },
];

/** What docker 28.5.2/26.1.5/20.10.24 and buildx 0.29.1/0.13.1 printed, or would. */
const CASES: readonly Case[] = [
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
  ...[
    'dial tcp: lookup registry-1.docker.io on 10.0.0.2:53: no such host',
    'dial tcp 10.0.0.9:443: i/o timeout',
    'dial tcp 10.0.0.9:443: connect: connection refused',
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ].map((end): Case => [
    `a base image behind ${end}`,
    'image-unreachable',
    failedStep(
      `nope:1: failed to resolve source metadata for docker.io/library/nope:1: failed to do request: Head "https://registry-1.docker.io/v2/library/nope/manifests/1": ${end}`,
      '[internal] load metadata for docker.io/library/nope:1',
    ),
  ]),
  [
    'layers that cannot be fetched',
    'image-unreachable',
    failedStep(
      'failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://r/v2/x/blobs/sha256:1": dial tcp: i/o timeout',
      '[1/2] FROM docker.io/library/python:3.12@sha256:abc',
    ),
  ],
  ...[
    'docker.io/library/nope:1: not found',
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    'unexpected status from HEAD request to https://r/v2/nope/manifests/1: 429 Too Many Requests',
  ].map((end): Case => [
    `a base image for which a registry says ${end}`,
    'image-refused',
    failedStep(`nope:1: failed to resolve source metadata for docker.io/library/nope:1: ${end}`),
  ]),
  ...[
    'curl: (6) no such host',
    'connection refused',
    'Cannot connect to the Docker daemon',
    'failed to resolve source metadata for x: failed to do request',
  ].map((words): Case => [
    `a RUN that speaks of ${words}`,
    'build',
    failedStep(
      `process "/bin/sh -c echo ${words} >&2; exit 1" did not complete successfully: exit code: 1`,
      `[2/2] RUN echo ${words} >&2; exit 1`,
    ),
  ]),
  [
    'an ADD from a server that is not there',
    'build',
    failedStep(
      'failed to load cache key: Get "https://nowhere/x": dial tcp: lookup nowhere: no such host',
      '[2/2] ADD https://nowhere/x /x',
    ),
  ],
  [
    'a push to a registry that is not there',
    'build',
    failedStep(
      'failed to push localhost:1/x: failed to do request: Head "http://localhost:1/v2/": dial tcp: connect: connection refused',
      'exporting to image',
    ),
  ],
  ...[
    'failed to receive status: rpc error: code = Unavailable desc = transport is closing',
    'read unix @->/run/docker.sock: read: connection reset by peer',
    'failed to list workers: Unavailable: connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.9:1234: connect: connection refused"',
    'dial tcp: lookup engine.example on 10.0.0.2:53: no such host',
  ].flatMap((error): Case[] => [
    [`before the build ${error}`, 'engine-unreachable', { text: [`ERROR: ${error}`] }],
    [`during the build ${error}`, 'engine-died', { text: [`ERROR: ${error}`], hasBegun: true }],
  ]),
  [
    'a further argument that docker does not know',
    'argument-unknown',
    {
      text: ['unknown flag: --bogus-flag', "See 'docker buildx build --help'."],
      extraArgs: ['--x', '--bogus-flag=1'],
    },
  ],
  ['a short one', 'argument-unknown', { text: ["unknown shorthand flag: 'z' in -z"], extraArgs: ['-z'] }],
  [
    'a flag of a newer buildx beside further arguments',
    'buildx-too-old',
    { text: ['unknown flag: --sbom'], extraArgs: ['--ulimit=nofile=1'] },
  ],
];

/** As BuildKit ends with the error of a step. */
function failedStep(error: string, stepName?: string): Case[2] {
  return {
    text: [`ERROR: failed to build: failed to solve: ${error}`],
    stepError: error,
    hasBegun: true,
    ...(stepName !== undefined && { stepName }),
  };
}

const cause = ({
  text,
  stepError,
  stepLog = [],
  stepName,
  hasBegun = false,
  extraArgs = [],
}: Case[2]): FailureCause => failureCause({ text, stepError, stepLog, stepName, hasBegun, extraArgs });

const PIP_FAILURE = {
  text: [
    'ERROR: failed to build: failed to solve: process "/bin/sh -c x" did not complete successfully: exit code: 2',
  ],
  stepLog: ['  File "zipfile.py", line 1', 'zipfile.BadZipFile: File is not a zip file', 'more'],
  hasBegun: true,
};

const STEP = '[2/2] RUN --mount=type=cache,target=/root/.cache/pip pip install x';

it('tells a cache that nobody takes from the build’s own failure', () => {
  const text = [
    'ERROR: failed to build: failed to solve: failed to do request: dial tcp: connect: connection refused',
  ];
  expect(cause({ text, stepName: 'exporting cache to registry', hasBegun: true }).kind).toBe(
    'cache-not-exported',
  );
  expect(cause({ text, hasBegun: true }).kind).toBe('build');
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

  it.each([
    ['docker.io/library/nope:1', 'nope:1'],
    ['docker.io/acme/nope:1', 'acme/nope:1'],
    ['ghcr.io/acme/nope:1@sha256:0123456789abcdef', 'ghcr.io/acme/nope:1'],
    ['localhost:5000/nope@sha256:0123', 'localhost:5000/nope@sha256:0123'],
  ])('names the image %s as %s', (image, shown) => {
    const error = `failed to resolve source metadata for ${image}: failed to do request: Head "x": EOF`;
    expect(cause(failedStep(error))).toEqual({ kind: 'image-unreachable', image: shown, message: error });
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
