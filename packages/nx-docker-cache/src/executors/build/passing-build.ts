import * as path from 'node:path';
import { normaliseOptions, type WrittenOptions } from '../../build/written-options';
import type { BuildRequest } from './build-request';

/** A build that is made for the sake of something else, as a comparison or a measurement. */
export interface PassingBuild extends Pick<
  BuildRequest,
  'project' | 'target' | 'workspaceRoot' | 'verbose' | 'retries'
> {
  readonly written: WrittenOptions;
  /** Absolute. */
  readonly dockerfile: string;
  /** Absolute. */
  readonly context: string;
  readonly dockerfileShownAs: string;
  /** Never used before: names the layers of a build that runs every RUN again. */
  readonly token: string;
  /** Absolute, for the time of the build: all that the build would leave behind stays in it. */
  readonly folder: string;
}

/**
 * Such a build knows of no earlier one, and none later knows of it.
 * @throws ProductError IMAGE_NAME_INVALID, OPTION_TYPE
 */
export function passingBuild({
  written,
  dockerfile,
  context,
  token,
  folder,
  ...common
}: PassingBuild): BuildRequest {
  const { project } = common;
  return {
    ...common,
    options: normaliseOptions(written, {
      project,
      dockerfile,
      context,
      freshToken: token,
      lastToken: undefined,
    }),
    configuration: undefined,
    outputFolder: folder,
    report: 'summary',
    layerAgeFile: path.join(folder, 'layer-age'),
    memory: undefined,
    task: undefined,
    history: undefined,
    notes: [],
  };
}
