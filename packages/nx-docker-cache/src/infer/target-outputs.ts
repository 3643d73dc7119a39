import { isWithin } from '../context/within';
import { isLiteral } from './plain-glob';
import type { OwnTarget, ProjectFile } from './project-file';

export interface OutputOwner {
  readonly root: string;
  readonly name: string;
  readonly file: ProjectFile;
}

/**
 * The targets of a project that write what is at a path, or something in it. Both are relative to the workspace. Only
 * outputs that the project itself declares are known when targets are inferred.
 */
export function targetsThatWrite(path: string, owner: OutputOwner): readonly string[] {
  return Object.keys(owner.file.targets).filter((name) => {
    const target = owner.file.targets[name];
    return target?.outputs.some((output) => touches(path, placeOf(output, target, owner))) ?? false;
  });
}

function touches(path: string, output: string | undefined): boolean {
  return output !== undefined && output !== '' && (isWithin(path, output) || isWithin(output, path));
}

/** Up to the first wildcard; undefined for an output whose option is not set. */
function placeOf(output: string, { options }: OwnTarget, { root, name }: OutputOwner): string | undefined {
  const folder = root === '.' ? '' : root;
  const unset = { value: false };
  const filled = output
    .replace(/\{workspaceRoot\}\/?/g, '')
    .replace(/\{projectRoot\}\/?/g, folder === '' ? '' : `${folder}/`)
    .replace(/\{projectName\}/g, () => name)
    .replace(/\{options\.([^}]+)\}/g, (_, option: string) => {
      const value = options[option];
      unset.value ||= typeof value !== 'string';
      return typeof value === 'string' ? value : '';
    });
  if (unset.value) return undefined;
  const parts = filled.split('/').filter((part) => part !== '' && part !== '.');
  const wild = parts.findIndex((part) => !isLiteral(part));
  return (wild === -1 ? parts : parts.slice(0, wild)).join('/');
}
