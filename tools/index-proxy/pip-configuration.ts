import { EngineError } from '../engine/engine-error';
import { lastLines, run } from '../engine/run-process';

export interface PipConfiguration {
  /** The URL of the index, without a slash at its end. */
  readonly indexUrl: string;
  /** A file of certificates that pip trusts, where one is configured. */
  readonly cert?: string;
}

/** Asked of pip itself: its variables, its files, and where those say nothing, the default in its source. */
const QUESTION = `
import json
from pip._internal.configuration import Configuration
from pip._internal.models.index import PyPI
configuration = Configuration(isolated=False)
configuration.load()
values = {}
for section in ('global', 'install', ':env:'):
    for key, value in configuration.items():
        pairs = value.items() if isinstance(value, dict) else [(key, value)]
        for name, setting in pairs:
            if name.startswith(section + '.'):
                values[name[len(section) + 1:]] = setting
print(json.dumps({'indexUrl': values.get('index-url') or PyPI.simple_url, 'cert': values.get('cert')}))
`;

/** The index that pip on this machine is configured with. */
export async function pipConfiguration(env: NodeJS.ProcessEnv = process.env): Promise<PipConfiguration> {
  const { status, stdout, stderr } = await run('python3', ['-c', QUESTION], { env });
  const answer = status === 0 ? readAnswer(stdout) : undefined;
  if (answer !== undefined) return answer;
  throw new EngineError('cannot ask pip which package index it uses', {
    why: lastLines(stderr),
    next: 'install Python with pip (`python3 -m pip --version` must work), or name the index with --upstream',
  });
}

function readAnswer(text: string): PipConfiguration | undefined {
  const answer = JSON.parse(text) as { indexUrl?: unknown; cert?: unknown }; // printed by QUESTION
  if (typeof answer.indexUrl !== 'string') return undefined;
  const indexUrl = answer.indexUrl.replace(/\/+$/, '');
  return { indexUrl, ...(typeof answer.cert === 'string' && { cert: answer.cert }) };
}
