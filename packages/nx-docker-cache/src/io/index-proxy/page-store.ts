import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HTML_TYPE, readHtmlPage } from './html-page';
import type { IndexFile, IndexPage } from './index-page';
import { JSON_TYPE, readJsonPage } from './json-page';
import { NotServed } from './not-served';
import { SingleFlight } from './single-flight';
import { readAll, type Upstream } from './upstream';
import { writeWhole } from './write-whole';

/** How long a page counts as fresh, for the clients (Cache-Control) and here: what public indexes say. */
export const PAGE_MAX_AGE_S = 600;

interface StoredPage {
  readonly fetchedMs: number;
  readonly page: IndexPage;
}

/** The pages of an index, in memory and on disk, asked for again when they are no longer fresh. */
export class PageStore {
  private readonly pages = new Map<string, StoredPage>();
  private readonly flights = new SingleFlight<IndexPage>();

  constructor(
    private readonly folder: string,
    private readonly indexUrl: string,
    private readonly upstream: Upstream,
  ) {}

  /** The page of a project by its normalised name. Throws NotServed. An old page is better than none. */
  get(project: string): Promise<IndexPage> {
    return this.flights.run(project, async () => {
      const known = this.pages.get(project) ?? (await this.fromDisk(project).catch(() => undefined));
      const stored = isFresh(known) ? known : await this.fetchOr(project, known);
      this.pages.set(project, stored);
      return stored.page;
    });
  }

  async file(project: string, filename: string): Promise<IndexFile> {
    const page = await this.get(project);
    const file = page.files.find((candidate) => candidate.filename === filename);
    if (file === undefined) throw new NotServed(filename, 404);
    return file;
  }

  /** Resolves when no page is being fetched any more, however it ended: from then on nothing is written here. */
  settled(): Promise<void> {
    return this.flights.settled();
  }

  private async fetchOr(project: string, known: StoredPage | undefined): Promise<StoredPage> {
    try {
      return await this.fetch(project);
    } catch (error) {
      if (known === undefined || error instanceof NotServed) throw error;
      return known;
    }
  }

  private async fetch(project: string): Promise<StoredPage> {
    const accept = `${JSON_TYPE}, ${HTML_TYPE.split(';')[0] ?? ''};q=0.1`;
    const { status, headers, body, url } = await this.upstream.get(`${this.indexUrl}/${project}/`, {
      accept,
      'accept-encoding': 'identity',
    });
    const text = (await readAll(body)).toString('utf8');
    if (status !== 200) throw new NotServed(project, status);
    const isJson = (headers['content-type'] ?? '').includes('json');
    const stored = {
      fetchedMs: Date.now(),
      page: (isJson ? readJsonPage : readHtmlPage)(text, project, url),
    };
    await writeWhole(this.pathOf(project), JSON.stringify(stored));
    return stored;
  }

  private async fromDisk(project: string): Promise<StoredPage> {
    return JSON.parse(await readFile(this.pathOf(project), 'utf8')) as StoredPage; // written by fetch
  }

  private pathOf(project: string): string {
    const index = createHash('sha256').update(this.indexUrl).digest('hex').slice(0, 12);
    return join(this.folder, `${index}-${project.replace(/[^\w.-]/g, '_')}.json`);
  }
}

function isFresh(stored: StoredPage | undefined): stored is StoredPage {
  return stored !== undefined && Date.now() - stored.fetchedMs < PAGE_MAX_AGE_S * 1000;
}
