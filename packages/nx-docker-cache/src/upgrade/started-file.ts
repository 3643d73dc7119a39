import { programName, type Invocation } from '../shell/invocation';
import type { Word } from '../shell/word';
import { SHELLS } from '../shell/wrappers';

/** The file that a command runs. */
export interface StartedFile {
  readonly word: Word;
  /** By itself (`./build.sh`), by its bare name from a folder of PATH, or as a script for a shell (`bash build.sh`, `. ./build.sh`). */
  readonly by: 'itself' | 'name' | 'shell' | 'source';
}

/** Any program without a slash in it is one of PATH, those of the image too. */
export function startedFile({ words, script }: Invocation): StartedFile | undefined {
  const [program, ...rest] = words;
  if (program === undefined || script !== undefined) return undefined;
  const name = programName(program) ?? '';
  if (name === '.' || name === 'source') return rest[0] && { word: rest[0], by: 'source' };
  if (SHELLS.has(name) || /^(?:zsh|ksh)$/.test(name)) {
    const at = rest.findIndex(
      ({ text }, index) => !/^[-+]/.test(text) && !/^[-+][a-z]*o$/.test(rest[index - 1]?.text ?? ''),
    );
    const word = rest[at];
    return word && { word, by: 'shell' };
  }
  return { word: program, by: program.text.includes('/') ? 'itself' : 'name' };
}

/** Words that are likely to name a file, whatever their command does with it: `./setup`, `/app/install.py`, `setup.sh`. */
export function fileWords({ words }: Invocation): readonly Word[] {
  return words.filter(({ value }) => value !== undefined && /\.(?:ba)?sh$|^\.{0,2}\//.test(value));
}
