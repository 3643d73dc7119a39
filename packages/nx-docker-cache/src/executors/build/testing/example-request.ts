import * as path from 'node:path';
import { normaliseOptions, type WrittenOptions } from '../../../build/written-options';
import { buildMemory, type BuildMemory } from '../build-memory';
import type { BuildRequest } from '../build-request';

/** Where the Dockerfile of the example is, for worlds in memory. */
export const EXAMPLE_DOCKERFILE = '/workspace/example/Dockerfile';

/** What is remembered of the example in a folder of the real disk. */
export const exampleMemory = (folder: string): BuildMemory => buildMemory(folder, folder, ['example']);

/** A build that is remembered, for tests. Its context is below `folder`, on the real disk. */
export function exampleRequest(
  folder: string,
  memory: BuildMemory,
  written: WrittenOptions = {},
): BuildRequest {
  return {
    project: 'example',
    target: 'docker-build',
    configuration: undefined,
    options: normaliseOptions(written, {
      project: 'example',
      dockerfile: EXAMPLE_DOCKERFILE,
      context: path.join(folder, 'context'),
      freshToken: 'fresh',
      lastToken: undefined,
    }),
    workspaceRoot: '/workspace',
    outputFolder: '/workspace/dist/docker/example',
    verbose: false,
    report: 'summary',
    retries: 0,
    layerAgeFile: '/state/layer-age',
    memory,
    task: undefined,
    history: undefined,
    notes: [],
  };
}
