import { buildTargets } from '../../cache-status/build-targets';
import type { CarryRequest } from '../carry-request';

/** Of a workspace with one project, `app`, and an archive in `/kept`. */
export const EXAMPLE_CARRY_REQUEST: CarryRequest = {
  workspaceRoot: '/workspace',
  targets: buildTargets(
    { app: { root: 'app', targets: { build: { executor: 'nx-docker-cache:build' } } } },
    '/workspace',
  ),
  history: { read: () => [], traces: { read: () => undefined, all: () => [], write: () => undefined } },
  builder: undefined,
  projects: [],
  folder: '/kept',
  only: [],
  dryRun: false,
  json: true,
};
