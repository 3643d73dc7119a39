import { request, type RequestOptions } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  connectToEngine,
  type ReachableEndpoint,
} from '../../packages/nx-docker-cache/src/io/engine-connection';
import { resolveEngineEndpoint } from '../../packages/nx-docker-cache/src/io/engine-endpoint';

/**
 * The content of a file in an image, undefined when there is no such image. Straight from the engine's API: the suites
 * look into an image after almost every step, and four processes of the docker CLI take half a second.
 */
export async function fileInImage(
  env: Readonly<Record<string, string | undefined>>,
  image: string,
  path: string,
): Promise<string | undefined> {
  const endpoint = endpointOf({ ...process.env, ...env });
  // An image without a command needs one to be given; it is never run.
  const created = await ask(
    endpoint,
    { method: 'POST', path: '/containers/create' },
    { Image: image, Cmd: ['/none'] },
  );
  if (created.status === 404) return undefined;
  const { Id: container } = JSON.parse(expectStatus(created, 201).toString('utf8')) as {
    readonly Id: string;
  };
  try {
    const archive = `/containers/${container}/archive?path=${encodeURIComponent(path)}`;
    return firstFile(expectStatus(await ask(endpoint, { method: 'GET', path: archive }), 200));
  } finally {
    await ask(endpoint, { method: 'DELETE', path: `/containers/${container}` });
  }
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

function endpointOf(env: Readonly<Record<string, string | undefined>>): ReachableEndpoint {
  const endpoint = resolveEngineEndpoint({
    environment: (name) => env[name],
    platform: process.platform,
    homeFolder: homedir(),
    readText: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    join,
  });
  if (endpoint.kind === 'unknown') throw new Error(endpoint.reason);
  return endpoint;
}

function ask(endpoint: ReachableEndpoint, options: RequestOptions, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { Host: 'docker', Connection: 'close', 'Content-Type': 'application/json' };
    const asked = request(
      { ...options, headers, createConnection: () => connectToEngine(endpoint) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
        });
      },
    );
    asked.on('error', reject);
    asked.end(body && JSON.stringify(body));
  });
}

function expectStatus({ status, body }: Answer, expected: number): Buffer {
  if (status !== expected) throw new Error(`the engine answered ${status}: ${body.toString('utf8')}`);
  return body;
}

/** The content of the first file of a tar archive: a header of 512 bytes with the size in octal at 124, then the file. */
function firstFile(tar: Buffer): string {
  const size = Number.parseInt(tar.subarray(124, 135).toString('latin1'), 8);
  return tar.subarray(512, 512 + size).toString('utf8');
}
