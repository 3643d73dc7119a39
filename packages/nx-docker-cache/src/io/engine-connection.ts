import { spawn } from 'node:child_process';
import * as net from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import type { EngineEndpoint } from './engine-endpoint';

export type ReachableEndpoint = Exclude<EngineEndpoint, { kind: 'unknown' }>;

/** A stream of bytes to the engine. Connection errors are events of the stream. */
export function connectToEngine(endpoint: ReachableEndpoint): Duplex {
  switch (endpoint.kind) {
    case 'socket':
      return net.connect({ path: endpoint.path });
    case 'tcp':
      return net.connect({ host: endpoint.host, port: endpoint.port });
    case 'docker-cli':
      return connectThroughCli();
  }
}

/**
 * `docker system dial-stdio` is what the docker CLI itself starts at the far end of an ssh connection: it joins its
 * standard streams with the engine's socket, whatever the way there (docker/cli, cli/command/system/dial_stdio.go).
 */
function connectThroughCli(): Duplex {
  const child = spawn('docker', ['system', 'dial-stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // Ended only below: the end of its output alone would hide what the CLI says about it.
  const answers = new PassThrough();
  child.stdout.pipe(answers, { end: false });
  const stream = Duplex.from({ readable: answers, writable: child.stdin });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-1000);
  });
  child.on('error', (error) => stream.destroy(error));
  child.on('close', (code) => {
    if (code === 0) answers.end();
    else
      stream.destroy(
        new Error(complaint.trim() || `docker system dial-stdio ended with exit code ${String(code)}`),
      );
  });
  stream.on('close', () => child.kill());
  return stream;
}
