const STEPS = 40;
const START = Date.parse('2026-01-01T00:00:00Z');

/**
 * A piece of a stream of `--progress=rawjson` as a long build makes it: most of it log lines and the progress of
 * downloads, now and then a step that starts or ends. `piece` counts from 0.
 */
export function eventStreamPiece(piece: number, lines = 2_000): string {
  const at = (index: number): string => new Date(START + piece * lines + index).toISOString();
  const written = Array.from({ length: lines }, (_, index) => {
    const vertex = `sha256:${String((piece + index) % STEPS).padStart(64, '0')}`;
    if (index < STEPS) return step(vertex, at(0), piece % 2 === 0 ? undefined : at(index));
    return index % 4 === 0 ? progress(vertex, index, at(index)) : log(vertex, index, at(index));
  });
  return `${written.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

function step(digest: string, started: string, completed: string | undefined): object {
  const name = `[stage-0 ${Number(digest.slice(-2)) + 1}/${STEPS}] RUN pip install --requirement requirements.txt`;
  return { vertexes: [{ digest, name, started, completed, inputs: [] }] };
}

function progress(vertex: string, index: number, timestamp: string): object {
  const id = `sha256:layer-${index % 7}`;
  return {
    statuses: [{ id, vertex, name: id, current: index, total: 10_000, timestamp, started: timestamp }],
  };
}

function log(vertex: string, index: number, timestamp: string): object {
  const text = `Downloading https://example.com/packages/package-${index}-1.0.0-py3-none-any.whl (12.3 MB) ${'#'.repeat(index % 80)}\n`;
  return { logs: [{ vertex, stream: 1, data: Buffer.from(text).toString('base64'), timestamp }] };
}
