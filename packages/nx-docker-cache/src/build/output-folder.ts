import { ProductError } from '../errors/product-error';

export interface OutputPlace {
  readonly project: string;
  readonly target: string;
  /** A project with several Dockerfiles has a target for each; only the plain one writes to the project's own folder. */
  readonly isVariant: boolean;
}

/** Below it are the records of all builds whose targets say nothing else, relative to the workspace. */
export const RECORDS_FOLDER = 'dist/docker';

/** The file among a build's outputs that holds nothing but the id of the image: what is built on it is hashed with it. */
export const IMAGE_ID_FILE = 'image-id';

/** What a build leaves behind in its folder. */
export const RECORD_FILES = ['build.json', 'metadata.json', IMAGE_ID_FILE] as const;

/**
 * Where the record of a build goes, relative to the workspace, with `/`. Nx declares the same folder as the target's
 * output, with the name of the project as it is.
 * @throws ProductError OPTION_TYPE when the name of the project would lead out of the folder
 */
export function outputFolder({ project, target, isVariant }: OutputPlace): string {
  if (project.split(/[/\\]/).some((part) => part === '..' || part === '')) {
    throw new ProductError((names) => ({
      code: 'OPTION_TYPE',
      what: `the project name ${JSON.stringify(project)} cannot be part of a path`,
      next: `set ${names('outputPath')}`,
    }));
  }
  return [RECORDS_FOLDER, project, ...(isVariant ? [target] : [])].join('/');
}
