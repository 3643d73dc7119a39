/** A value behind a name that looks secret: `--buildArgs=API_TOKEN=…`. */
const SECRET =
  /([\w.-]*(?:token|secret|passw|credential|api_?key|private_?key|access_?key|auth)[\w.-]*[= ])\S+/gi;

/** A command line as its user wrote it, without the paths of Node and of Nx and without values that look secret. */
export function commandLine([, program = '', ...words]: readonly string[]): string {
  const name = program.replace(/\\/g, '/').split('/').at(-1) ?? '';
  return [name.replace(/\.[cm]?js$/, ''), ...words].join(' ').replace(SECRET, '$1***');
}
