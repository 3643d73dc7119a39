import { formatBytes } from '../../timing/duration';
import type { MachineRule } from '../rule';

/** About what the layers and the export of one image with some dependencies take while it is built. */
const LITTLE_BYTES = 5e9;

export const rule: MachineRule = {
  code: 'NDC110',
  subject: 'machine',
  severity: 'warning',
  title: 'The disk of the engine is nearly full',
  why: 'A build that fills the disk fails at some step with an error that rarely names the disk. Before that, garbage collection begins to delete cache, as its rules keep a part of the disk free.',
  remedy:
    'make room: docker system df shows what takes it, docker image prune removes images without a name, docker buildx prune frees build cache',
  fix: undefined,
  bad: { disk: { folder: '/var/lib/docker', freeBytes: 1.2e9, rootFreeBytes: 1.2e9, totalBytes: 200e9 } },
  find: ({ disk }) =>
    disk !== undefined && disk.freeBytes < LITTLE_BYTES
      ? [
          {
            message: `${formatBytes(disk.freeBytes)} of ${formatBytes(disk.totalBytes)} are left where the engine keeps its data (${disk.folder})`,
            range: undefined,
          },
        ]
      : [],
};
