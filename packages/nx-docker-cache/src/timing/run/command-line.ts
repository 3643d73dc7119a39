import { hidesSecret, maskInstruction } from '../mask';

const MASK = '***';

/** A command line as its user wrote it, without the paths of Node and of Nx and without values that look secret. */
export function commandLine([, program = '', ...words]: readonly string[]): string {
  const name = program.replace(/\\/g, '/').split('/').at(-1) ?? '';
  return [
    name.replace(/\.[cm]?js$/, ''),
    ...words.map((word, index) => shownWord(word, words[index - 1])),
  ].join(' ');
}

/** `auth:docker-build`: no value stands behind such a colon. */
const TASK = /^[\w@./-]+(?::[\w.-]+){1,2}$/;

function shownWord(word: string, before = ''): string {
  // --password …
  if (/^--?[\w.-]+$/.test(before) && hidesSecret(before) && !word.startsWith('-')) return MASK;
  return maskAssignment(TASK.test(word) ? word : maskInstruction(word));
}

/** `NAME=…` and `"NAME":…` wherever they stand in a word: the shell has taken the quotes away, so its end is that of the word. */
function maskAssignment(word: string): string {
  for (const { 1: name = '', index, 0: head } of word.matchAll(/([\w.-]+)(?:=|"\s*:)/g))
    if (hidesSecret(name)) return word.slice(0, index + head.length) + MASK;
  return word;
}
