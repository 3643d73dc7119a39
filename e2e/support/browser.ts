import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { ensureBrowser } from '../../tools/browser/ensure-browser';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium with a profile of its own, which goes when it is closed. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await ensureBrowser((line) => {
    process.stderr.write(`${line}\n`);
  });
  return chromium.launch({ executablePath, args: FLAGS, timeout: 120_000 });
}

/** A page, with everything that it should not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Messages of the console, errors of scripts, dialogs, and requests for anything but the file itself. */
  readonly complaints: string[];
}

/**
 * Opens a file as a reader would, in a window of its own.
 * @param before what has to be set up before the file is loaded
 */
export async function openFile(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
  before: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<WatchedPage> {
  const context = await browser.newContext({ timezoneId: 'UTC', locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', ({ message }) => complaints.push(`error: ${message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const address = request.url();
    if (address !== `file://${file}` && !address.startsWith('data:')) complaints.push(`request: ${address}`);
  });
  await before(page);
  await page.goto(`file://${file}`, { timeout: 60_000 });
  return { page, complaints };
}
