import { posix } from 'node:path';
import type { CopiedFiles } from '../../recipes/manifests';
import { instructionsAbove, writtenText, type RunSite, type Sites } from '../sites';
import { refuse, type Refusal } from './refusal';

/** Settings that only one of pip and uv would read. */
export function configurationProblem(
  sites: Sites,
  site: RunSite,
  copied: CopiedFiles | undefined,
): Refusal | undefined {
  const ofPip =
    writtenSettings(sites, site) ??
    secretSetting(site) ??
    PIP_FILES.find((path) => copied?.text(path) !== undefined);
  if (ofPip !== undefined) return refuse('pip-configured', ofPip);
  const ofUv = copied && uvSettings(site, copied);
  return ofUv === undefined ? undefined : refuse('uv-configured', ofUv);
}

/** Something before a RUN, or mounted into it, that configures pip in a way that uv does not read. */
function writtenSettings(sites: Sites, site: RunSite): string | undefined {
  return [...instructionsAbove(sites, site).map(({ instruction }) => instruction), site.run]
    .filter(({ name }) => /^(?:RUN|COPY|ADD)$/.test(name))
    .map((instruction) => CONFIGURES.exec(writtenText(instruction))?.[0])
    .find((found) => found !== undefined);
}

const CONFIGURES = /pip\.(?:conf|ini)\b|\.config\/pip\b|\bpip3? config\b|update-ca-certificates/;

function secretSetting({ run }: RunSite): string | undefined {
  return run.flags.find(({ value = '' }) => /(?:^|,)env=PIP_/.test(value))?.value;
}

/** The files that configure pip. */
const PIP_FILES = [
  '/etc/pip.conf',
  '/etc/xdg/pip/pip.conf',
  '/root/.pip/pip.conf',
  '/root/.config/pip/pip.conf',
];

/** uv takes its settings from the folder that it is called in, and from those above. */
function uvSettings({ scope: { workdir } }: RunSite, copied: CopiedFiles): string | undefined {
  if (workdir.kind !== 'known') return undefined;
  const parts = workdir.value.split('/');
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
  return folders
    .map((folder) =>
      copied.text(`${folder}/uv.toml`) === undefined ? settingsOf(folder, copied) : `${folder}/uv.toml`,
    )
    .find((found) => found !== undefined);
}

/** The pyproject.toml of a folder where it speaks to uv: of settings, or of where dependencies come from. */
function settingsOf(folder: string, copied: CopiedFiles): string | undefined {
  const file = `${folder}/pyproject.toml`;
  return /^[ \t]*\[tool\.uv\b/m.test(copied.text(file) ?? '') ? file : undefined;
}

/**
 * A project that is installed from its folder: uv takes what it depends on from where its `[tool.uv.sources]` say, which pip
 * does not read.
 *
 * @param paths as they are written
 * @param folder that the call runs in; undefined where that is not known
 */
export function localProblem(
  paths: readonly string[],
  folder: string | undefined,
  site: RunSite,
  copied: CopiedFiles,
): Refusal | undefined {
  const [first] = paths;
  if (first === undefined) return undefined;
  if (site.run.flags.some(({ value = '' }) => /(?:^|,)type=bind(?:,|$)/.test(value)))
    return refuse('uv-configured', first);
  for (const path of paths) {
    if (folder === undefined && !path.startsWith('/')) return refuse('uv-configured', path);
    const found = settingsOf(posix.resolve(folder ?? '/', path), copied);
    if (found !== undefined) return refuse('uv-configured', found);
  }
  return undefined;
}
