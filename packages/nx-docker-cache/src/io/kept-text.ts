import { readFileSync } from 'node:fs';
import { replaceFile } from './replace-file';

/** A text that is kept to save time, and may be lost at any moment. Neither fails. */
export interface KeptText {
  /** Undefined when there is none. */
  read(): string | undefined;
  write(text: string): void;
}

export function keptText(file: string): KeptText {
  return {
    read: () => {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return undefined;
      }
    },
    write: (text) => {
      try {
        replaceFile(file, text);
      } catch {
        // The next time everything is read again.
      }
    },
  };
}
