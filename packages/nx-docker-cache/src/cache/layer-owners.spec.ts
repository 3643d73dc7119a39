import { exampleLayer } from './testing/example-records';
import type { BuildTrace } from './build-trace';
import { layerOwners } from './layer-owners';
import type { UsageRecord } from './usage-record';

const trace = (project: string, ...steps: [string, number, number][]): BuildTrace => ({
  schemaVersion: 1,
  project,
  target: 'docker-build',
  builder: 'default',
  engine: 'e',
  mounts: [],
  images: [],
  steps: steps.map(([name, start, end]) => ({ name, start, end })),
});

const RUN = 'mount / from exec /bin/sh -c ';
const INSTALL: [string, number, number] = [
  '[stage-0 3/4] RUN --mount=type=cache,target=/c pip install -r requirements.txt',
  1000,
  5000,
];
const COPY: [string, number, number] = ['[stage-0 4/4] COPY . .', 5000, 5100];

it.each<[string, readonly UsageRecord[], readonly BuildTrace[], Readonly<Record<string, string>>]>([
  [
    'a RUN by its command and its time',
    [exampleLayer('a', 4990, `${RUN}pip install -r requirements.txt`)],
    [trace('web', INSTALL)],
    { a: 'web' },
  ],
  [
    'a COPY by its name',
    [exampleLayer('a', 5050, '[stage-0 4/4] COPY . .')],
    [trace('web', COPY)],
    { a: 'web' },
  ],
  [
    'a moment after its step',
    [exampleLayer('a', 5003, `${RUN}pip install -r requirements.txt`)],
    [trace('web', INSTALL)],
    { a: 'web' },
  ],
  [
    'another time',
    [
      exampleLayer('a', 9000, `${RUN}pip install -r requirements.txt`),
      exampleLayer('b', 999, `${RUN}pip install -r requirements.txt`),
    ],
    [trace('web', INSTALL)],
    {},
  ],
  ['another command', [exampleLayer('a', 4990, `${RUN}npm ci`)], [trace('web', INSTALL)], {}],
  ['another stage', [exampleLayer('a', 5050, '[stage-1 4/4] COPY . .')], [trace('web', COPY)], {}],
  [
    'two layers for one step',
    ['a', 'b'].map((id) => exampleLayer(id, 4990, `${RUN}pip install -r requirements.txt`)),
    [trace('web', INSTALL)],
    {},
  ],
  [
    'two steps for one layer',
    [exampleLayer('a', 4990, `${RUN}pip install -r requirements.txt`)],
    [trace('web', INSTALL), trace('api', INSTALL)],
    {},
  ],
  [
    'no mount',
    [{ ...exampleLayer('a', 4990, `${RUN}pip install -r requirements.txt`), type: 'exec.cachemount' }],
    [trace('web', INSTALL)],
    {},
  ],
  [
    'one each',
    [
      exampleLayer('b', 5050, '[stage-0 4/4] COPY . .'),
      exampleLayer('a', 4990, `${RUN}pip install -r requirements.txt`),
    ],
    [trace('web', INSTALL, COPY)],
    { a: 'web', b: 'web' },
  ],
])('%s', (_, records, traces, owners) => {
  expect(Object.fromEntries(layerOwners(records, traces))).toEqual(owners);
});
