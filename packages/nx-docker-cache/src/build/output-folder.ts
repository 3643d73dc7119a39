import { ProductError } from '../errors/product-error';

export interface OutputPlace {
  readonly project: string;
  readonly target: string;
  /** A project with several Dockerfiles has a target for each; only the plain one writes to the project's own folder. */
  readonly isVariant: boolean;
}

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
  return ['dist', 'docker', project, ...(isVariant ? [target] : [])].join('/');
}
