import { dirname } from 'node:path/posix';
import type { ToolCall } from '../../recipes/tool-call';
import { programName } from '../../shell/invocation';
import { lineage, runsBefore, type RunSite, type Sites } from '../sites';
import { refuse, type Refusal } from './refusal';

/** The options by which uv installs for the Python that a call of pip installs for. */
export type PythonOptions = { readonly kind: 'python'; readonly options: readonly string[] } | Refusal;

/**
 * `--system` is the first Python of the PATH, and no virtual environment. A virtual environment is found by the path of
 * its pip, by VIRTUAL_ENV, or by the PATH that the Dockerfile sets after it has made one.
 */
export function whichPython(sites: Sites, site: RunSite, call: ToolCall): PythonOptions {
  const [program] = call.invocation.words;
  const name = programName(program) ?? '';
  const written = program?.value ?? '';
  if (activates(site)) return refuse('python-unknown', 'the script changes the environment itself');
  if (program?.text.includes('/') === true) {
    if (!written.startsWith('/')) return refuse('python-unknown', program.text);
    return options('--python', /^py/.test(name) ? written : `${dirname(written)}/python`);
  }
  if (!/^(?:pip|python)3?$/.test(name)) return refuse('python-unknown', name);
  return ofPath(sites, site);
}

function options(...words: readonly string[]): PythonOptions {
  return { kind: 'python', options: words };
}

/** `. venv/bin/activate`, `source …`, `export PATH=…`: what is first in the PATH is decided while the RUN runs. */
function activates({ commands }: RunSite): boolean {
  const read = commands();
  return (
    read.ok &&
    read.invocations.some(
      ({ words, environment }) =>
        /^(?:\.|source|conda|pyenv)$/.test(programName(words[0]) ?? '') ||
        environment.some((word) => /^(?:PATH|VIRTUAL_ENV|UV_PYTHON|CONDA_PREFIX)$/.test(word.name)) ||
        (words[0]?.value === 'export' && words.some(({ text }) => /^(?:PATH|VIRTUAL_ENV)=/.test(text))),
    )
  );
}

function ofPath(sites: Sites, site: RunSite): PythonOptions {
  const path = textOf(site, 'PATH');
  const environment = textOf(site, 'VIRTUAL_ENV');
  if (environment !== undefined)
    return path?.startsWith(`${environment}/bin:`) === true
      ? options()
      : refuse('python-unknown', 'VIRTUAL_ENV is not the first folder of the PATH');
  if (path === undefined) return options('--system');
  const folders = path.split(':').filter((folder) => folder.endsWith('/bin'));
  const made = environmentsMade(sites, site);
  const own = folders.find((folder) => made.some((text) => text.includes(dirname(folder))));
  if (own !== undefined) return options('--python', `${own}/python`);
  return made.length > 0 || copiesPrograms(sites, site)
    ? refuse('python-unknown', `PATH=${path}`)
    : options('--system');
}

/** What is known of a variable of a RUN: its value, or the beginning of it. */
export function textOf({ scope }: RunSite, name: string): string | undefined {
  const value = scope.variable(name)?.value;
  if (value === undefined || value.kind === 'invalid') return undefined;
  return value.kind === 'known' ? value.value : value.partial;
}

/** The scripts before this RUN that make virtual environments. */
function environmentsMade(sites: Sites, site: RunSite): string[] {
  return [...runsBefore(sites, site), site]
    .map(({ run }) => run.original.text)
    .filter((text) => /\b(?:venv|virtualenv)\b/.test(text));
}

/** Whether something was copied from another stage or image: a virtual environment perhaps. */
function copiesPrograms({ stages }: Sites, { stage }: RunSite): boolean {
  return lineage(stages, stage).some(({ instructions }) =>
    instructions.some(
      ({ instruction }) =>
        instruction.name === 'COPY' && instruction.flags.some(({ name }) => name === 'from'),
    ),
  );
}
