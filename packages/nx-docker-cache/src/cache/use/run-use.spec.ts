import { parse } from '../../dockerfile/parse';
import { stagesOf } from '../../dockerfile/stages';
import { RECIPES } from '../../recipes/registry';
import { runUse } from './run-use';

function used(name: string, dockerfile: string, namespace?: string) {
  const parsed = parse(dockerfile);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  const found = runUse(name, { stages: stagesOf(parsed.dockerfile), namespace, recipes: RECIPES });
  return found && { keys: found.mounts.map(({ key }) => key), tools: found.tools };
}

const PIP = '--mount=type=cache,target=/root/.cache/pip';

it.each([
  [
    `[stage-0 2/2] RUN ${PIP} pip install x`,
    `FROM a\nRUN ${PIP} pip install x`,
    ['//root/.cache/pip'],
    ['pip'],
  ],
  // BuildKit has put the values in.
  [
    '[stage-0 2/2] RUN --mount=type=cache,id=apt-amd64,target=/var/cache/apt apt-get install -y jq',
    'FROM a\nARG TARGETARCH\nRUN --mount=type=cache,id=apt-$TARGETARCH,target=/var/cache/apt apt-get install -y jq',
    ['/apt-amd64'],
    ['apt'],
  ],
  // The variable is the shell's: the name has lost it, the Dockerfile has not.
  [
    `[stage-0 2/2] RUN ${PIP} T=pip;  install x; sh -c 'python -m pip install x'`,
    `FROM a\nRUN ${PIP} T=pip; $T install x; sh -c 'python -m pip install x'`,
    ['//root/.cache/pip'],
    ['pip'],
  ],
  // Of a base image's ONBUILD: in no line of the file.
  [`[stage-0 3/9] RUN ${PIP} pip install x`, 'FROM a\nRUN b', ['//root/.cache/pip'], ['pip']],
  [
    `[linux/arm64 build 2/2] RUN ${PIP} <<EOF (pip install x...)`,
    `FROM a AS build\nRUN ${PIP} <<EOF\npip install x\nuv sync\nEOF`,
    ['//root/.cache/pip'],
    ['pip', 'uv'],
  ],
  [`[stage-0 2/2] RUN ${PIP} pip list`, `FROM a\nRUN ${PIP} pip list`, ['//root/.cache/pip'], []],
])('%s', (name, dockerfile, keys, tools) => {
  expect(used(name, dockerfile)).toEqual({ keys, tools });
});

it.each([
  '[stage-0 2/2] RUN pip install x',
  '[stage-0 2/2] RUN echo type=cache',
  '[stage-0 2/2] COPY type=cache /x',
  '[internal] load type=cache',
  '[stage-0 2/2] RUN --mount=type=cache,nonsense=1 x',
])('%s has no cache mount', (name) => {
  expect(used(name, 'FROM a\nRUN b')).toBeUndefined();
});

it('keeps to the namespace', () => {
  expect(used(`[stage-0 2/2] RUN ${PIP} true`, 'FROM a\nRUN b', 'pr-3')?.keys).toEqual([
    'pr-3//root/.cache/pip',
  ]);
});
