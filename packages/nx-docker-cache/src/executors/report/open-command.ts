import type { ProcessCommand } from '../../io/world';

/** The command by which a platform opens a file with the program of the user's choice. */
export function openCommand(platform: string, file: string): ProcessCommand {
  const [program, ...args] = OPENERS[platform] ?? DESKTOP;
  return { file: program, args: [...args, file] };
}

type Opener = readonly [program: string, ...args: string[]];

/** freedesktop.org's: Linux and the BSDs. */
const DESKTOP: Opener = ['xdg-open'];

const OPENERS: Readonly<Record<string, Opener>> = {
  darwin: ['open'],
  // Not `start`, which only a shell knows and which reads & and ^ in the name of a file.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
