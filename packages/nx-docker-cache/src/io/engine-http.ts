import * as http from 'node:http';
import { connectToEngine, type ReachableEndpoint } from './engine-connection';
import { EngineUnreachableError } from './engine-errors';

/** A local engine answers in milliseconds; one behind ssh needs some seconds to log in. */
const TIMEOUT_MS = { socket: 5_000, tcp: 5_000, 'docker-cli': 20_000 } as const satisfies Record<
  ReachableEndpoint['kind'],
  number
>;

export interface RequestLimits {
  readonly signal?: AbortSignal | undefined;
  /** In place of the usual time, for an answer that the engine has to work for. */
  readonly timeoutMs?: number;
}

export interface EngineAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One request to the engine's API, in the newest version it speaks (a path without a version).
 * @throws EngineUnreachableError, also when `signal` ended it
 */
export function requestEngine(
  endpoint: ReachableEndpoint,
  path: string,
  { signal, timeoutMs }: RequestLimits = {},
): Promise<EngineAnswer> {
  const timeout = timeoutMs ?? TIMEOUT_MS[endpoint.kind];
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(new EngineUnreachableError(error.message, { cause: error }));
    };
    const request = http.get(
      {
        path,
        ...(signal && { signal }),
        headers: { Host: 'docker', Connection: 'close' },
        createConnection: () => connectToEngine(endpoint),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
      },
    );
    request.on('error', fail);
    const timer = setTimeout(
      () => request.destroy(new Error(`no answer within ${timeout / 1000} s`)),
      timeout,
    );
    request.on('close', () => {
      clearTimeout(timer);
    });
  });
}
