import { isWithin } from '../context/within';
import { knownValue, type Scope } from '../dockerfile/scope';
import { resolvePath } from './paths';

/**
 * Stands for the working folder that a base image has, which nobody knows. What COPY puts there and what a RUN looks for there
 * is the same folder all the same, for as long as there is no WORKDIR.
 */
export const BASE_FOLDER = '/(the working folder of the base image)';

/** The folder that a RUN starts in; undefined where only the build knows it. */
export function startingFolder({ workdir }: Scope): string | undefined {
  return workdir.kind === 'base-image' ? BASE_FOLDER : knownValue(workdir);
}

/** As `resolvePath`: what is above a folder whose own path is not known is not known either. */
export function pathFrom(folder: string | undefined, path: string | undefined): string | undefined {
  const found = resolvePath(folder, path);
  const startsInBase =
    folder !== undefined && isWithin(folder, BASE_FOLDER) && path?.startsWith('/') !== true;
  return found !== undefined && startsInBase && !isWithin(found, BASE_FOLDER) ? undefined : found;
}
