import type { LogUpdate, ProgressUpdate, VertexUpdate } from '../progress-event';

/** An update of one vertex, for tests. */
export function vertexUpdate(vertex: Partial<VertexUpdate> & Pick<VertexUpdate, 'digest'>): ProgressUpdate {
  const base = {
    name: '',
    inputs: [],
    started: undefined,
    completed: undefined,
    cached: false,
    error: undefined,
  };
  return { ...NOTHING, vertexes: [{ ...base, ...vertex }] };
}

export function logUpdate(vertex: string, text: string, stream: LogUpdate['stream'] = 1): ProgressUpdate {
  return { ...NOTHING, logs: [{ vertex, stream, text, timestamp: undefined }] };
}

export const NOTHING: ProgressUpdate = { vertexes: [], statuses: [], logs: [], warnings: [] };
