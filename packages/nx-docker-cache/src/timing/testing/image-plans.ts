import type { StepKind } from '../record';

/** One step of a made-up image: how long it takes when it runs, in milliseconds, and what it depends on. */
export interface PlannedStep {
  readonly name: string;
  readonly kind: StepKind;
  readonly stage?: string;
  readonly line?: number;
  readonly ms: number;
  readonly bytes?: number;
  /** What makes it run again, together with every step after it in its stage. */
  readonly reads?: 'dependencies' | 'code';
}

export interface ImagePlan {
  readonly base: string;
  readonly steps: readonly PlannedStep[];
  readonly manifest: { readonly path: string; readonly entry: string; readonly versions: readonly string[] };
  readonly sources: readonly string[];
}

const before = (image: string, contextBytes: number, pulledBytes: number): readonly PlannedStep[] => [
  { name: '[internal] load build definition from Dockerfile', kind: 'internal', ms: 40 },
  { name: '[internal] load build context', kind: 'context', ms: 120, bytes: contextBytes },
  {
    name: `[builder 1/5] FROM ${image}`,
    kind: 'base-image',
    stage: 'builder',
    line: 1,
    ms: 15,
    bytes: pulledBytes,
  },
];

const after = (bytes: number): PlannedStep => ({
  name: 'exporting to image',
  kind: 'export',
  ms: 900,
  bytes,
});

/** Images as monorepos have them; tests and pictures are made of these. */
export const IMAGE_PLANS: readonly ImagePlan[] = [
  {
    base: 'docker.io/library/python:3.12-slim',
    manifest: { path: 'requirements.txt', entry: 'flask', versions: ['3.0.0', '3.0.3', '3.1.0'] },
    sources: ['src/app.py', 'src/routes.py', 'src/settings.py'],
    steps: [
      ...before('docker.io/library/python:3.12-slim', 1_830_000, 48_200_000),
      { name: '[builder 2/5] WORKDIR /app', kind: 'workdir', stage: 'builder', line: 2, ms: 30 },
      {
        name: '[builder 3/5] COPY requirements.txt .',
        kind: 'copy',
        stage: 'builder',
        line: 3,
        ms: 40,
        reads: 'dependencies',
      },
      {
        name: '[builder 4/5] RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt',
        kind: 'run',
        stage: 'builder',
        line: 4,
        ms: 14_000,
      },
      {
        name: '[builder 5/5] COPY src /app/src',
        kind: 'copy',
        stage: 'builder',
        line: 5,
        ms: 90,
        reads: 'code',
      },
      {
        name: '[stage-1 2/2] RUN python -m compileall -q /app/src',
        kind: 'run',
        stage: 'stage-1',
        line: 6,
        ms: 1_900,
      },
      after(142_000_000),
    ],
  },
  {
    base: 'docker.io/library/node:22-slim',
    manifest: { path: 'package-lock.json', entry: 'react', versions: ['19.0.0', '19.1.0', '19.1.1'] },
    sources: ['src/main.tsx', 'src/pages/checkout.tsx', 'src/theme.css'],
    steps: [
      ...before('docker.io/library/node:22-slim', 5_400_000, 76_900_000),
      {
        name: '[builder 2/5] COPY package.json package-lock.json ./',
        kind: 'copy',
        stage: 'builder',
        line: 3,
        ms: 50,
        reads: 'dependencies',
      },
      {
        name: '[builder 3/5] RUN --mount=type=cache,target=/root/.npm npm ci',
        kind: 'run',
        stage: 'builder',
        line: 4,
        ms: 19_000,
      },
      { name: '[builder 4/5] COPY . .', kind: 'copy', stage: 'builder', line: 5, ms: 210, reads: 'code' },
      {
        name: '[builder 5/5] RUN npm run build -- --configuration=production',
        kind: 'run',
        stage: 'builder',
        line: 6,
        ms: 11_500,
      },
      {
        name: '[stage-1 2/2] COPY --from=builder /app/dist /usr/share/nginx/html',
        kind: 'copy',
        stage: 'stage-1',
        line: 9,
        ms: 160,
      },
      after(61_000_000),
    ],
  },
  {
    base: 'docker.io/library/golang:1.23',
    manifest: { path: 'go.sum', entry: 'golang.org/x/net', versions: ['v0.30.0', 'v0.31.0', 'v0.33.0'] },
    sources: ['cmd/server/main.go', 'internal/store/store.go', 'internal/queue/worker.go'],
    steps: [
      ...before('docker.io/library/golang:1.23', 930_000, 271_000_000),
      {
        name: '[builder 2/5] COPY go.mod go.sum ./',
        kind: 'copy',
        stage: 'builder',
        line: 3,
        ms: 30,
        reads: 'dependencies',
      },
      {
        name: '[builder 3/5] RUN --mount=type=cache,target=/go/pkg/mod go mod download',
        kind: 'run',
        stage: 'builder',
        line: 4,
        ms: 6_500,
      },
      { name: '[builder 4/5] COPY . .', kind: 'copy', stage: 'builder', line: 5, ms: 70, reads: 'code' },
      {
        name: '[builder 5/5] RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /server ./cmd/server',
        kind: 'run',
        stage: 'builder',
        line: 6,
        ms: 9_200,
      },
      {
        name: '[stage-1 1/1] COPY --from=builder /server /server',
        kind: 'copy',
        stage: 'stage-1',
        line: 9,
        ms: 80,
      },
      after(18_400_000),
    ],
  },
];

export const PROJECT_NAMES: readonly string[] =
  'api web worker auth billing search catalog orders payments notifications gateway admin reports media sessions inventory pricing shipping reviews scheduler'.split(
    ' ',
  );
