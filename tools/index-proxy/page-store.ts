import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HTML_TYPE, readHtmlPage } from './html-page';
import type { IndexFile, IndexPage } from './index-page';
import { JSON_TYPE, readJsonPage } from './json-page';
import { NotServed } from './not-served';
import { readAll, type Upstream } from './upstream';

/** How long a page counts as fresh, for the clients (Cache-Control) and here: what public indexes say. */
export const PAGE_MAX_AGE_S = 600;

interface StoredPage {
  readonly fetchedMs: number;
  readonly page: IndexPage;
}

/** The pages of an index, in memory and on disk, asked for again when they are no longer fresh. */
export class PageStore {
  private readonly pages = new Map<string, Promise<StoredPage>>();

  constructor(
    private readonly folder: string,
    private readonly indexUrl: string,
    private readonly upstream: Upstream,
  ) {}

  /** The page of a project by its normalised name. Throws NotServed. An old page is better than none. */
  async get(project: string): Promise<IndexPage> {
    const known = await (this.pages.get(project) ?? this.fromDisk(project)).catch(() => undefined);
    if (known !== undefined && Date.now() - known.fetchedMs < PAGE_MAX_AGE_S * 1000)
      return this.keep(project, known).page;
    const fetching = this.fetch(project);
    this.pages.set(project, fetching);
    try {
      return (await fetching).page;
    } catch (error) {
      this.pages.delete(project);
      if (known === undefined || error instanceof NotServed) throw error;
      return this.keep(project, known).page;
    }
  }

  async file(project: string, filename: string): Promise<IndexFile> {
    const page = await this.get(project);
    const file = page.files.find((candidate) => candidate.filename === filename);
    if (file === undefined) throw new NotServed(filename, 404);
    return file;
  }

  private keep(project: string, stored: StoredPage): StoredPage {
    this.pages.set(project, Promise.resolve(stored));
    return stored;
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
    await this.toDisk(project, stored);
    return stored;
  }

  private async fromDisk(project: string): Promise<StoredPage> {
    return JSON.parse(await readFile(this.pathOf(project), 'utf8')) as StoredPage; // written by toDisk
  }

  private async toDisk(project: string, stored: StoredPage): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = this.pathOf(project);
    await writeFile(`${path}.${process.pid}.part`, JSON.stringify(stored));
    await rename(`${path}.${process.pid}.part`, path);
  }

  private pathOf(project: string): string {
    const index = createHash('sha256').update(this.indexUrl).digest('hex').slice(0, 12);
    return join(this.folder, `${index}-${project.replace(/[^\w.-]/g, '_')}.json`);
  }
}
