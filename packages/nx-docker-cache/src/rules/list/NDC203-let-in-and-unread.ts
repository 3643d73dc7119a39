import { apartFrom, MOST_UNREAD, totalBytes, weigh } from '../context-facts';
import { headOf } from '../dockerfile-facts';
import type { ContextRule } from '../rule';
import { weightText } from '../weight-text';

/** From here on it is worth a line in .dockerignore. */
const MANY_FILES = 500;
const MANY_BYTES = 10e6;

export const rule: ContextRule = {
  code: 'NDC203',
  subject: 'context',
  severity: 'info',
  title: 'The ignore file lets in what no instruction reads',
  why: 'BuildKit does not transfer it. But everything in the context after the ignore file is an input of the inferred target docker-build, so that a change in it makes the task run (the image stays the same); the builder of before BuildKit, and other tools, send all of it.',
  remedy: 'name it in .dockerignore',
  fix: undefined,
  bad: {
    dockerfile: 'FROM alpine:3.22\nCOPY src /app\n',
    ignore: '',
    files: { 'docs/film.mp4': 80_000_000, 'src/app.sh': 200 },
  },
  good: {
    dockerfile: 'FROM alpine:3.22\nCOPY src /app\n',
    ignore: 'docs\n',
    files: { 'docs/film.mp4': 80_000_000, 'src/app.sh': 200 },
  },
  find: ({ dockerfile, takes, unread, isUnreadPartial, sizes }) => {
    const [first] = takes;
    const taken = takes.flatMap(({ files, maybe }) => [...files, ...maybe]);
    const weights = weigh(unread, sizes, apartFrom(taken));
    if (unread.length < MANY_FILES && totalBytes(weights) < MANY_BYTES) return [];
    const least = isUnreadPartial ? `more than ${MOST_UNREAD} files are not read: ` : '';
    return [
      {
        message: `${least}no instruction reads ${weightText(weights)}, which no ignore file leaves out`,
        range: first && headOf(dockerfile, first.instruction),
      },
    ];
  },
};
