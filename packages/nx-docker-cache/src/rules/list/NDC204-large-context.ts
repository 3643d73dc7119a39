import { formatBytes } from '../../timing/duration';
import { contextSummary } from '../context-summary';
import { topOf, totalBytes, weigh, type Take } from '../context-facts';
import { headOf } from '../dockerfile-facts';
import type { ContextRule } from '../rule';
import { weightText } from '../weight-text';

const LARGE_BYTES = 100e6;

export const rule: ContextRule = {
  code: 'NDC204',
  subject: 'context',
  severity: 'info',
  title: 'The build context is large',
  why: 'What the instructions read of the context is compared with what the builder has from the last build, and sent where it is new; each of its files is looked at in every build. On an ephemeral machine, and with a remote builder, all of it is sent.',
  remedy: 'leave out what the image does not need, in .dockerignore or by copying less',
  fix: undefined,
  bad: {
    dockerfile: 'FROM alpine:3.22\nCOPY . /app\n',
    ignore: '',
    files: { 'data/model.bin': 400_000_000, 'app.sh': 200 },
  },
  good: {
    dockerfile: 'FROM alpine:3.22\nCOPY . /app\n',
    ignore: 'data\n',
    files: { 'data/small.bin': 400_000, 'app.sh': 200 },
  },
  find: ({ dockerfile, takes, sizes }) => {
    const { files, bytes, largest } = contextSummary({ takes, sizes });
    if (bytes < LARGE_BYTES) return [];
    const bytesOf = (take: Take): number => totalBytes(weigh(take.files, sizes, topOf));
    const [heaviest] = [...takes].sort((a, b) => bytesOf(b) - bytesOf(a));
    return [
      {
        message: `the build reads ${files} files with ${formatBytes(bytes)} of its context, most of it ${weightText(largest)}`,
        range: heaviest && headOf(dockerfile, heaviest.instruction),
      },
    ];
  },
};
