import { StepCollector } from '../../../packages/nx-docker-cache/src/timing/collect';
import { maskUpdate } from '../../../packages/nx-docker-cache/src/timing/mask';
import { PlainProgress } from '../../../packages/nx-docker-cache/src/timing/progress-plain';
import { RawJsonDecoder } from '../../../packages/nx-docker-cache/src/timing/rawjson';
import { eventStreamPiece } from '../../../packages/nx-docker-cache/src/timing/testing/event-stream';

const BYTES = 100_000_000;
const CHUNK = 65_536;
const MB = 1e6;

/** A stream of 100 MB as a build hands it on: read, masked, collected and rendered line by line. */
export function measureStream(): readonly string[] {
  const pieces = Array.from({ length: 8 }, (_, piece) => Buffer.from(eventStreamPiece(piece)));
  const decoder = reader();
  const before = process.memoryUsage().rss;
  let [read, most, piece] = [0, before, 0];
  const cpu = process.cpuUsage();
  const start = performance.now();
  while (read < BYTES) {
    const bytes = pieces[(piece += 1) % pieces.length] ?? Buffer.alloc(0);
    for (let from = 0; from < bytes.length; from += CHUNK) decoder.push(bytes.subarray(from, from + CHUNK));
    read += bytes.length;
    most = Math.max(most, process.memoryUsage().rss);
  }
  decoder.end();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return [
    `an event stream of ${(read / MB).toFixed(0)} MB`,
    `  ${(read / MB / (ms / 1000)).toFixed(0)} MB/s (goal 50), ${(read / (user + system)).toFixed(0)} MB a second of processor time`,
    `  ${((most - before) / MB).toFixed(0)} MB of memory more than before (goal 120)`,
  ];
}

function reader(): RawJsonDecoder {
  const collector = new StepCollector();
  const view = new PlainProgress({ verbose: false });
  return new RawJsonDecoder((item) => {
    if (item.kind !== 'update') return;
    const update = maskUpdate(item.update, []);
    collector.add(update);
    view.add(update);
  });
}
