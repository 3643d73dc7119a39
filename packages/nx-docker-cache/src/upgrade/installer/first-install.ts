import { isCallOf, toolCall, type ToolCall } from '../../recipes/tool-call';
import { recipe as pip } from '../../recipes/tools/pip';
import type { Invocation } from '../../shell/invocation';
import { baseImage, instructionsAbove, runsBefore, scriptText, type RunSite, type Sites } from '../sites';
import { isPythonImage } from './uv-stage';

/** Whether a word names a package that official images of Python bring, with a version or not. */
export function isBrought(text: string): boolean {
  return /^["']?(?:pip|setuptools|wheel)(?:[<>=!~].*)?$/s.test(text);
}

/**
 * Whether nothing is installed when a call runs but what an official image of Python brings: then there is nothing else that
 * `--upgrade` could upgrade.
 */
export function isFirstInstall(sites: Sites, site: RunSite, call: ToolCall): boolean {
  if (!isPythonImage(baseImage(sites.stages, site.stage)) || copiesFromStages(sites, site)) return false;
  const read = site.commands();
  if (!read.ok) return false;
  const own = read.invocations.slice(0, read.invocations.indexOf(call.invocation));
  return own.every(isHarmless) && runsBefore(sites, site).every(installsNothing);
}

function copiesFromStages(sites: Sites, site: RunSite): boolean {
  return instructionsAbove(sites, site).some(({ instruction: { flags } }) =>
    flags.some(({ name }) => name === 'from'),
  );
}

const INSTALLERS = /\b(?:pip\d?|uv|poetry|pipenv|pdm|conda|mamba|venv|virtualenv|easy_install|setup\.py)\b/;

function installsNothing({ run, commands }: RunSite): boolean {
  if (!INSTALLERS.test(scriptText(run))) return true;
  const read = commands();
  return read.ok && read.invocations.every(isHarmless);
}

/** A command that installs nothing in Python, or what is there anyway. */
function isHarmless(invocation: Invocation): boolean {
  const install = toolCall(pip, invocation);
  if (install !== undefined && isCallOf(pip, install, 'install'))
    return install.arguments.every(
      ({ text, value }) => value === 'install' || isBrought(text) || /^-(?:-[a-z-]+|[Uqv]+)$/.test(text),
    );
  return !invocation.words.some(({ text }) => INSTALLERS.test(text));
}
