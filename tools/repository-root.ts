import { join } from 'node:path';

/** The folder of the clone, absolute. */
export const repositoryRoot = join(__dirname, '..');
