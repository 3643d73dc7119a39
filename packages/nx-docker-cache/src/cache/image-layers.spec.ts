import { exampleLayer } from './testing/example-records';
import { layersOfImages, readImageHistory, type ImageStep } from './image-layers';
import type { UsageRecord } from './usage-record';

const step = (createdAt: number, createdBy: string): ImageStep => ({ createdAt, createdBy });

const RUN = 'mount / from exec /bin/sh -c ';

// Descriptions and histories as 28.5 tells them.
it.each<[string, readonly UsageRecord[], readonly ImageStep[], readonly string[]]>([
  [
    'a RUN',
    [exampleLayer('a', 5_900, `${RUN}pip install -r requirements.txt`)],
    [step(5, 'RUN /bin/sh -c pip install -r requirements.txt # buildkit')],
    ['a'],
  ],
  [
    'a RUN with build arguments',
    [exampleLayer('a', 5_000, `${RUN}echo $V > /x`)],
    [step(5, 'RUN |1 V=v0 /bin/sh -c echo $V > /x # buildkit')],
    ['a'],
  ],
  [
    'a here-document',
    [exampleLayer('a', 5_000, `${RUN}echo one\necho two\n`)],
    [step(5, 'RUN /bin/sh -c echo one\necho two\n # buildkit')],
    ['a'],
  ],
  ['a COPY', [exampleLayer('a', 5_000, '[stage-0 3/5] COPY . .')], [step(5, 'COPY . . # buildkit')], ['a']],
  [
    'a COPY from a stage',
    [exampleLayer('a', 5_000, '[stage-1 2/3] COPY --from=w /x /y')],
    [step(5, 'COPY /x /y # buildkit')],
    ['a'],
  ],
  [
    'a COPY whose history tells flags',
    [exampleLayer('a', 5_000, '[2/3] COPY --chown=1000 x /y/')],
    [step(5, 'COPY --chown=1000 x /y/ # buildkit')],
    ['a'],
  ],
  [
    'a COPY --link, and the copy that it was made of',
    [
      exampleLayer('a', 5_000, '[3/4] LINK COPY --link x /y', 'b', 'c'),
      exampleLayer('c', 5_000, '[3/4] COPY --link z /z'),
    ],
    [step(5, 'COPY x /y # buildkit')],
    ['a', 'b', 'c'],
  ],
  ['a WORKDIR', [exampleLayer('a', 5_000, '[stage-0 2/5] WORKDIR /app')], [step(5, 'WORKDIR /app')], ['a']],
  [
    'what it is built upon',
    [
      exampleLayer('a', 5_000, '[2/3] COPY . .', 'b'),
      exampleLayer('b', 1_000, `${RUN}x`, 'c'),
      exampleLayer('c', 0, 'pulled'),
    ],
    [step(5, 'COPY . . # buildkit')],
    ['a', 'b', 'c'],
  ],
  ['not another time', [exampleLayer('a', 6_000, '[2/3] COPY . .')], [step(5, 'COPY . . # buildkit')], []],
  [
    'not another instruction',
    [exampleLayer('a', 5_000, '[2/3] COPY . /b')],
    [step(5, 'COPY . . # buildkit')],
    [],
  ],
  [
    'not what an empty description says',
    [exampleLayer('a', 5_000, '')],
    [step(5, 'COPY . . # buildkit')],
    [],
  ],
  [
    'no mount',
    [{ ...exampleLayer('a', 5_000, '[2/3] COPY . .'), type: 'exec.cachemount' }],
    [step(5, 'COPY . . # buildkit')],
    [],
  ],
])('an image holds %s', (_, records, history, ids) => {
  expect([...layersOfImages(records, [[], history])].sort()).toEqual(ids);
});

it.each<[unknown, readonly ImageStep[]]>([
  [[{ Created: 5, CreatedBy: 'COPY . . # buildkit', Size: 1 }], [step(5, 'COPY . . # buildkit')]],
  [[{ Created: 5, CreatedBy: '' }, { Created: '5', CreatedBy: 'x' }, null], []],
  [{ message: 'no such image' }, []],
])('reads the history %j', (answer, steps) => {
  expect(readImageHistory(answer)).toEqual(steps);
});
