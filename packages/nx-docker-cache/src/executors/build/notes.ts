import { defaultImageName } from '../../build/default-image-name';
import type { OptionNames } from '../../errors/option-names';

export interface NotedOptions {
  readonly image?: string;
  readonly tags?: readonly string[];
  readonly rawNoCache?: boolean;
}

/** What was decided for the user, and what may surprise. */
export function notesOn(project: string, options: NotedOptions, names: OptionNames): readonly string[] {
  return [...renaming(project, options), ...emptiedMounts(options, names)];
}

function renaming(project: string, { image, tags = [] }: NotedOptions): string[] {
  const name = defaultImageName(project);
  if (image !== undefined || tags.length > 0 || name === undefined || name === project) return [];
  return [
    `note: the image is named ${name}, because ${JSON.stringify(project)} has characters that image names do not allow`,
  ];
}

function emptiedMounts({ rawNoCache }: NotedOptions, names: OptionNames): string[] {
  if (rawNoCache !== true) return [];
  return [
    `warning: ${names('rawNoCache')} also empties the cache mounts of this build; ${names('noCache')} keeps them warm`,
  ];
}
