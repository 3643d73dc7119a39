import { dirname } from 'node:path/posix';
import type { Expansion } from '../../dockerfile/expand';
import { programName } from '../../shell/invocation';
import type { Word } from '../../shell/word';
import { isWindowsImage } from '../known-images';
import type { ScriptChange } from '../script-change';
import { baseImage, runsBefore, scriptText, type RunSite, type Sites } from '../sites';
import { pipInstalls, pipScript, type PipInstall } from '../installer/pip-installs';
import { pipOption } from '../installer/pip-options';
import { refuse, type Refusal } from '../installer/refusal';
import { replaceProgram } from '../installer/replace-program';
import { isOldPython, isPythonImage } from '../installer/uv-stage';
import { textOf, whichPython } from '../installer/which-python';
import { PIP_PROGRAM } from './pip-stage';

/** A RUN whose installs are compiled in one step. */
export interface TakenInstalls {
  readonly kind: 'taken';
  readonly site: RunSite;
  readonly changes: readonly ScriptChange[];
}

/** Undefined for a RUN in which pip installs nothing, or where its author has said whether it compiles. */
export function takeInstalls(sites: Sites, site: RunSite): TakenInstalls | Refusal | undefined {
  const read = pipScript(sites, site);
  if (read?.kind !== 'script') return read;
  const calls = pipInstalls(read.script).filter((call) => !saysWhetherToCompile(site, call));
  if (calls.length === 0) return undefined;
  const image = baseImage(sites.stages, site.stage);
  if (image !== undefined && isWindowsImage(image)) return refuse('windows-image', image);
  if (image !== undefined && isOldPython(image)) return refuse('python-too-old', image);
  if (site.run.json !== undefined) return refuse('nested-quoting');
  const changes: ScriptChange[] = [];
  for (const each of calls) {
    const taken = takeInstall(sites, site, each, image);
    if (taken.kind === 'refused') return taken;
    changes.push(...taken.changes);
  }
  return { kind: 'taken', site, changes };
}

function saysWhetherToCompile(site: RunSite, { call, place }: PipInstall): boolean {
  return (
    call.arguments.some(({ text }) => text === '--compile' || text === '--no-compile') ||
    isSet(site, place, 'PIP_NO_COMPILE') ||
    isSet(site, place, 'PIP_COMPILE')
  );
}

function isSet({ scope }: RunSite, { setBy }: PipInstall['place'], name: string): boolean {
  return setBy.has(name) || scope.variable(name) !== undefined;
}

function takeInstall(sites: Sites, site: RunSite, { call, place }: PipInstall, image: string | undefined) {
  const elsewhere =
    call.arguments.find((word, index) => mayMove(site, word, call.arguments[index - 1]))?.text ??
    MOVING_VARIABLES.find((name) => isSet(site, place, name));
  if (elsewhere !== undefined) return refuse('installs-elsewhere', elsewhere);
  const python = whichPython(sites, site, call);
  if (python.kind === 'refused') return python;
  if (!isPythonOfPath(site, python.options)) return refuse('python-unknown', python.options.join(' '));
  const words = call.invocation.words.slice(0, call.invocation.words.length - call.arguments.length);
  const isPython3 =
    words.some(({ text }) => text.includes('3')) || isPythonImage(image) || python.options[0] !== '--system';
  if (!isPython3) return refuse('python-unknown', image);
  const other =
    /^pip3?$/.test(programName(words[0]) ?? '') && !isPythonImage(image) ? otherPip(sites, site) : undefined;
  if (other !== undefined) return refuse('python-unknown', other);
  return replaceProgram(call, PIP_PROGRAM, ['--no-compile']);
}

/** What may have made `pip3` that of another Python than the `python3` of the PATH. */
function otherPip(sites: Sites, site: RunSite): string | undefined {
  const found = [...runsBefore(sites, site), site].find(({ run }) =>
    /get-pip|ensurepip|python3\.\d|update-alternatives\b.*\s(?:python3|pip3?)\s/.test(scriptText(run)),
  );
  return found && `line ${found.run.startLine}`;
}

/** Options that install for another Python, or into a folder of their own; pip takes them abbreviated. */
const MOVES = /^(?:-t.*|--ta\S*|--prefi\S*|--root(?:=.*)?|--py\S*|--dry-run)$/s;
const MOVING_VARIABLES = ['PIP_TARGET', 'PIP_PREFIX', 'PIP_ROOT', 'PIP_PYTHON'] as const;

/** Whether a word is such an option, or begins with a variable that may hold one. */
function mayMove(site: RunSite, { text, parts: [first] }: Word, before: Word | undefined): boolean {
  if (MOVES.test(text)) return true;
  if (first?.kind !== 'variable') return false;
  // `-r ${APP}/requirements.txt`: the value of an option, as long as the shell makes one word of it.
  const isValue = before !== undefined && pipOption(before.text)?.takesValue === true;
  return !(isValue && (first.quoted || isOneWord(site.scope.variable(first.name)?.value)));
}

function isOneWord(value: Expansion | undefined): boolean {
  return value?.kind === 'known' && /^\S+$/.test(value.value);
}

/** The program asks `env` for the first python3 of the PATH. */
function isPythonOfPath(site: RunSite, [option, python = '']: readonly string[]): boolean {
  if (option !== '--python') return true;
  return textOf(site, 'PATH')?.startsWith(`${dirname(python)}:`) === true;
}
