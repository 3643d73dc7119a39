import { parseArgs } from 'node:util';
import { pipEnvironment } from '../../packages/nx-docker-cache/src/io/index-proxy/pip-environment';
import { readRate } from '../../packages/nx-docker-cache/src/io/index-proxy/rate';
import { startIndexProxy } from './start-index-proxy';

const USAGE = `usage: node tools/bootstrap.mjs index-proxy [--port N] [--host ADDRESS] [--rate 6mbit|20mbit|none] [--upstream URL] [--cache-dir DIR]

A caching proxy in front of the package index that pip is configured with. GET /_stats tells what was sent;
POST /_control {"rate": "6mbit", "label": "build 2", "faults": [{"fault": {"kind": "cut", "afterBytes": 1000}, "times": 1}], "cachingHeaders": false}`;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      port: text,
      host: text,
      rate: text,
      upstream: text,
      'cache-dir': text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const proxy = await startIndexProxy({
    port: Number(values.port ?? 8734),
    rate: readRate(values.rate ?? 'none'),
    ...(values.host !== undefined && { host: values.host, address: values.host }),
    ...(values.upstream !== undefined && { upstreamUrl: values.upstream }),
    ...(values['cache-dir'] !== undefined && { cacheDir: values['cache-dir'] }),
  });
  for (const [name, value] of Object.entries(pipEnvironment(proxy.url)))
    console.log(`export ${name}=${value}`);
  process.once('SIGINT', () => void proxy.close());
  process.once('SIGTERM', () => void proxy.close());
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
});
