/**
 * How options are spoken of where they are written: given their names as the executors have them, the words for a sentence.
 * Messages are made far below, where nobody knows whether Nx or the command asked.
 */
export type OptionNames = (...options: readonly string[]) => string;

/** `the option context`, `the options image and tags`: as a target of Nx has them. */
export const TARGET_OPTIONS: OptionNames = (...options) =>
  `the option${options.length === 1 ? '' : 's'} ${options.join(' and ')}`;
