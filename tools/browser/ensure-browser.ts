import { EngineError } from '../engine/engine-error';
import { readHost } from '../engine/host';
import type { Say } from '../engine/packages';
import { ensureSystemPrograms, systemProgram } from '../engine/system-packages';

/** As distributions and Google name what is Chromium. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The program that the tests of the HTML report drive: one that is there, else Debian's package is installed.
 * @throws EngineError where it cannot be
 */
export async function ensureBrowser(say: Say): Promise<string> {
  const present = findBrowser();
  if (present !== undefined) return present;
  const { platform, hasApt, isRoot } = readHost();
  if (platform !== 'linux' || !hasApt || !isRoot) {
    throw new EngineError('no Chromium', {
      why: `none of ${NAMES.join(', ')} is there; it can be installed on Debian as root only`,
      next: 'install Chromium, or set CHROMIUM to the path of one',
    });
  }
  await ensureSystemPrograms({ chromium: 'chromium' }, say);
  return findBrowser() ?? '';
}

function findBrowser(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  return NAMES.map(systemProgram).find((program) => program !== undefined);
}
