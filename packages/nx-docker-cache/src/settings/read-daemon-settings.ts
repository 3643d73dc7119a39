import { ProductError } from '../errors/product-error';
import type { DaemonSettings } from './daemon-settings';

/**
 * The settings of a daemon.json. An engine takes an empty file for no settings.
 * @param file as the user knows it
 * @throws ProductError SETTINGS_INVALID
 */
export function readDaemonSettings(text: string | undefined, file: string): DaemonSettings {
  if (text === undefined || text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as DaemonSettings;
    throw new SyntaxError('it is no object');
  } catch (cause) {
    throw new ProductError({
      code: 'SETTINGS_INVALID',
      what: 'The settings of the engine cannot be read, so nothing was written',
      where: file,
      why: cause instanceof Error ? cause.message : String(cause),
      next: 'mend the file (it is JSON, without comments), then run the generator again',
      cause,
    });
  }
}
