import { describedStep } from './clean-up';

it.each([
  ['[stage-0 3/7] RUN pip install -r requirements.txt', 'pip install -r requirements.txt'],
  ['[uv 2/2] RUN --mount=type=cache,target=/root/.cache/pip pip install uv==1', 'pip install uv==1'],
  ['[2/2] RUN --mount=type=cache,target=/x     pip install a', 'pip install a'],
  ['[2/4] COPY requirements.txt .', 'COPY requirements.txt .'],
  ['[internal] load build context', undefined],
  ['[1/4] FROM docker.io/library/python:3.11-slim', undefined],
  ['exporting to image', undefined],
  ['[3/3] RUN :', undefined],
])('%s leaves a layer that is described with %j', (name, expected) => {
  expect(describedStep(name)).toBe(expected);
});
