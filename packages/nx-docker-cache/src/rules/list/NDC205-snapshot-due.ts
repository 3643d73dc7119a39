import { rangeOfLine } from '../range-of-line';
import type { ContextRule } from '../rule';

const SPLIT = [
  'FROM python:3.12-slim',
  'RUN --mount=type=bind,source=requirements.base.txt,target=/tmp/requirements.base.txt \\',
  '    pip install -r /tmp/requirements.base.txt',
  'COPY requirements.txt .',
  'RUN pip install -r requirements.txt',
  '',
].join('\n');
const SNAPSHOT = '# nx-docker-cache: a snapshot of requirements.txt\nflask==3.0.3\nredis==5.0.8\n';

export const rule: ContextRule = {
  code: 'NDC205',
  subject: 'context',
  severity: 'warning',
  title: 'The base layer of requirements is out of date',
  why: 'The base layer installs a snapshot of the requirements, and the layer above it what has come to them since. A package that nothing asks for any more stays in the image, which a plain install would not bring. A heavy package, or many, in the upper layer are installed again whenever one more is added: what the split was to save.',
  remedy:
    'take the snapshot anew: `nx sync`, `nx g split-requirements` or `nx-docker-cache split-requirements --write`',
  fix: undefined,
  bad: {
    dockerfile: SPLIT,
    ignore: '',
    files: { 'requirements.txt': 26, 'requirements.base.txt': 80 },
    texts: { 'requirements.txt': 'flask==3.0.3\nattrs==24.2.0\n', 'requirements.base.txt': SNAPSHOT },
  },
  good: {
    dockerfile: SPLIT,
    ignore: '',
    files: { 'requirements.txt': 40, 'requirements.base.txt': 80 },
    texts: {
      'requirements.txt': 'flask==3.0.3\nredis==5.0.8\nattrs==24.2.0\n',
      'requirements.base.txt': SNAPSHOT,
    },
  },
  find: ({ dockerfile, snapshots }) =>
    snapshots.flatMap(({ path, line, state: { due } }) =>
      due === undefined ? [] : [{ message: `${path}: ${due}`, range: rangeOfLine(dockerfile.text, line) }],
    ),
};
