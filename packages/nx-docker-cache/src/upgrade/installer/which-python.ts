import { dirname } from 'node:path/posix';
import { knownText } from '../../dockerfile/expand';
import type { ToolCall } from '../../recipes/tool-call';
import { programName, type Invocation } from '../../shell/invocation';
import type { Word } from '../../shell/word';
import { PIP_PROGRAM } from '../compile/pip-stage';
import { lineage, runsAfter, runsBefore, scriptText, type RunSite, type Sites } from '../sites';
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
  const runner = runnerOf(call.invocation);
  if (runner !== undefined) return refuse('python-unknown', `${runner} run`);
  if (written === PIP_PROGRAM) return refuse('python-unknown', written);
  if (activates(site)) return refuse('python-unknown', 'the script changes the environment itself');
  if (program?.text.includes('/') === true) {
    if (!written.startsWith('/')) return refuse('python-unknown', program.text);
    return options(
      '--python',
      /^py/.test(name) ? written : `${dirname(written)}/python${/[\d.]*$/.exec(name)?.[0] ?? ''}`,
    );
  }
  if (!/^(?:pip|python)3?$/.test(name)) return refuse('python-unknown', name);
  return ofPath(sites, site, call);
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

function ofPath(sites: Sites, site: RunSite, call: ToolCall): PythonOptions {
  const path = textOf(site, 'PATH');
  const environment = textOf(site, 'VIRTUAL_ENV');
  if (environment !== undefined && isMadeLater(sites, site, call, environment))
    return refuse('python-unknown', `${environment} is made after it`);
  if (environment !== undefined)
    return path?.startsWith(`${environment}/bin:`) === true
      ? options()
      : refuse('python-unknown', 'VIRTUAL_ENV is not the first folder of the PATH');
  if (path === undefined) return options('--system');
  const folders = path.split(':').filter((folder) => folder.endsWith('/bin'));
  const made = environmentsMade(sites, site);
  const own = folders.find((folder) => made.some((text) => text.includes(dirname(folder))));
  if (own !== undefined && isMadeLater(sites, site, call, dirname(own)))
    return refuse('python-unknown', `${dirname(own)} is made after it`);
  if (own !== undefined) return options('--python', `${own}/python`);
  return made.length > 0 || copiesPrograms(sites, site)
    ? refuse('python-unknown', `PATH=${path}`)
    : options('--system');
}

/** What is known of a variable of a RUN: its value, or the beginning of it. */
export function textOf({ scope }: RunSite, name: string): string | undefined {
  const variable = scope.variable(name);
  return variable && knownText(variable.value);
}

/** The scripts up to this RUN that make virtual environments. */
function environmentsMade(sites: Sites, site: RunSite): string[] {
  return [...runsBefore(sites, site), site]
    .map(({ run }) => scriptText(run))
    .filter((text) => /\b(?:venv|virtualenv)\b/.test(text));
}

/** Whether an environment is made, but only after a call. */
function isMadeLater(sites: Sites, site: RunSite, call: ToolCall, folder: string): boolean {
  const placeIn = (each: RunSite): number => makingIn(each, folder);
  if (runsBefore(sites, site).some((each) => placeIn(each) !== -1)) return false;
  const own = placeIn(site);
  if (own === -1) return runsAfter(sites, site).some((each) => placeIn(each) !== -1);
  const read = site.commands();
  return !read.ok || own >= read.invocations.indexOf(call.invocation);
}

/** Where in its script a RUN makes the environment in a folder; -1 where it does not. */
function makingIn(site: RunSite, folder: string): number {
  const read = site.commands();
  if (!read.ok) return -1;
  const isFolder = ({ text }: Word): boolean =>
    text
      .replace(/["']/g, '')
      .replace(/\$\{?(\w+)\}?/g, (whole, name: string) => textOf(site, name) ?? whole)
      .replace(/\/$/, '') === folder;
  return read.invocations.findIndex(({ words }) => isMaker(words) && words.some(isFolder));
}

/** `python -m venv`, `virtualenv`, `uv venv`. */
function isMaker([program, ...rest]: readonly Word[]): boolean {
  const name = programName(program) ?? '';
  const module = rest[rest.findIndex(({ value }) => value === '-m') + 1]?.value ?? '';
  return (
    name === 'virtualenv' ||
    (/^py/.test(name) && /^(?:venv|virtualenv)$/.test(module)) ||
    (name === 'uv' && rest[0]?.value === 'venv')
  );
}

/** `poetry run pip install`: the Python of an environment that the program in front finds. */
export function runnerOf({ command, words: [program] }: Invocation): string | undefined {
  const at = command.words.findIndex((word) => word === program);
  return command.words
    .slice(0, Math.max(at, 0))
    .map((word) => programName(word))
    .find((name) => name !== undefined && RUNNERS.test(name));
}

const RUNNERS = /^(?:poetry|pipenv|pdm|hatch|uv|rye|pixi|conda|mamba|micromamba|mise|asdf|pyenv|volta)$/;

/** Whether something was copied from another stage or image: a virtual environment perhaps. */
function copiesPrograms({ stages }: Sites, { stage }: RunSite): boolean {
  return lineage(stages, stage).some(({ instructions }) =>
    instructions.some(
      ({ instruction }) =>
        instruction.name === 'COPY' && instruction.flags.some(({ name }) => name === 'from'),
    ),
  );
}
