import type { ReasonText } from '../reasons';

/** Why an install stays with pip. Codes are stable. */
export type InstallerReason =
  | 'option-without-equivalent'
  | 'variable-without-equivalent'
  | 'requirements-without-equivalent'
  | 'pip-configured'
  | 'uv-configured'
  | 'python-unknown'
  | 'pip-not-of-base'
  | 'installs-for-user'
  | 'stages-by-number';

export const INSTALLER_REASONS = {
  'option-without-equivalent': {
    why: 'uv has no option that means the same',
    remedy: 'leave the option out if it is not needed, or keep pip here',
  },
  'variable-without-equivalent': {
    why: 'a variable that pip reads has no counterpart for uv, or its value is only known to the build',
    remedy: 'give pip the option on the command line, or keep pip here',
  },
  'requirements-without-equivalent': {
    why: 'the requirements file cannot be read here, or says something that uv reads otherwise',
    remedy: 'move such a setting to the command line, or keep pip here',
  },
  'pip-configured': {
    why: 'pip has a configuration of its own in this image, which uv does not read',
    remedy: 'name the index with ENV or ARG PIP_INDEX_URL, or keep pip here',
  },
  'uv-configured': {
    why: 'uv may take settings from here, which pip does not read',
    remedy: 'keep pip here, or name a folder without `[tool.uv]` by its whole path',
  },
  'python-unknown': {
    why: 'it is not certain which Python the packages are for',
    remedy: 'call pip by its path (`/opt/venv/bin/pip`), or set VIRTUAL_ENV with ENV',
  },
  'pip-not-of-base': {
    why: 'uv is installed with the pip of the base image, and this base image is not known to have one that can',
    remedy: 'start from an image with Python and pip',
  },
  'installs-for-user': {
    why: 'pip run by another user than root installs into the home folder, which uv does not do',
    remedy: 'install as root, or into a virtual environment',
  },
  'stages-by-number': {
    why: 'stages are named by their numbers, and one for uv would move them',
    remedy: 'give the stages names',
  },
} as const satisfies Record<InstallerReason, ReasonText>;
