import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { until } from './until';

export interface Registry {
  /** `127.0.0.1:port`, to which engines push without TLS. */
  readonly host: string;
  /** The digest under a tag, undefined when there is none. */
  digest(repository: string, tag: string): Promise<string | undefined>;
  stop(): void;
}

/** A real registry of Debian's package docker-registry, with its data in the folder. */
export async function startRegistry(program: string, folder: string): Promise<Registry> {
  const host = `127.0.0.1:${await freePort()}`;
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'config.json');
  // JSON is YAML, which is what the registry reads.
  const storage = { filesystem: { rootdirectory: join(folder, 'data') } };
  writeFileSync(
    config,
    JSON.stringify({ version: 0.1, log: { level: 'error' }, storage, http: { addr: host } }),
  );
  const child = spawn(program, ['serve', config], { stdio: 'ignore' });
  await untilReady(host);
  return {
    host,
    digest: async (repository, tag) => {
      const url = `http://${host}/v2/${repository}/manifests/${tag}`;
      const accept = [
        'application/vnd.oci.image.manifest.v1+json',
        'application/vnd.oci.image.index.v1+json',
      ];
      const response = await fetch(url, { method: 'HEAD', headers: { accept: accept.join(', ') } });
      return response.headers.get('docker-content-digest') ?? undefined;
    },
    stop: () => {
      child.kill('SIGKILL');
    },
  };
}

async function untilReady(host: string): Promise<void> {
  await until(`the registry at ${host} answers`, async () => {
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
    return answer?.ok === true;
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
