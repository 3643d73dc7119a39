import { pathInContext } from '../../context/clean-path';
import { weigh, type Take } from '../context-facts';
import { headOf } from '../dockerfile-facts';
import type { ContextRule } from '../rule';
import { weightText } from '../weight-text';

export const rule: ContextRule = {
  code: 'NDC202',
  subject: 'context',
  severity: 'warning',
  title: 'A folder is copied with what no image needs',
  why: 'A folder such as .git or .venv changes with every commit or every test on the machine, and with it the layer of the COPY and all layers below. It is also sent, stored and pushed. An environment of this machine (.venv, node_modules) takes the place of the one that the build installs, made for another system.',
  remedy: 'name it in .dockerignore (**/node_modules for every depth)',
  fix: undefined,
  bad: {
    dockerfile: 'FROM python:3.12-slim\nCOPY . /app\n',
    ignore: '',
    files: { '.git/objects/pack/1.pack': 4_000_000, 'app.py': 200 },
  },
  good: {
    dockerfile: 'FROM python:3.12-slim\nCOPY . /app\n',
    ignore: '.git\n',
    files: { '.git/objects/pack/1.pack': 4_000_000, 'app.py': 200 },
  },
  find: ({ dockerfile, takes, sizes }) => {
    const installsNode = dockerfile.instructions.some(
      ({ name, original }) => name === 'RUN' && /\b(?:npm|yarn|pnpm|bun)\b/.test(original.text),
    );
    return takes
      .filter(({ instruction }) => instruction.name !== 'RUN')
      .flatMap((take) => {
        const weights = weigh(take.files, sizes, (path) => uselessFolder(path, take, installsNode));
        if (weights.length === 0) return [];
        return [
          {
            message: `this takes ${weightText(weights)} along`,
            range: headOf(dockerfile, take.instruction),
          },
        ];
      });
  },
};

/** Made by tools on the machine of a developer, and made anew by them. */
const USELESS = new Set([
  '.git',
  '.hg',
  '.svn',
  '.nx',
  '.venv',
  '__pycache__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.gradle',
  '.terraform',
  '.idea',
  '.vscode',
]);

/** The outermost such folder on the way to a file; undefined where a source of the instruction names it. */
function uselessFolder(path: string, { named }: Take, installsNode: boolean): string | undefined {
  const parts = path.split('/').slice(0, -1);
  const at = parts.findIndex((part) => USELESS.has(part) || (installsNode && part === 'node_modules'));
  if (at < 0) return undefined;
  const folder = parts.slice(0, at + 1).join('/');
  const isMeant = named.some((source) => `${pathInContext(source)}/`.startsWith(`${folder}/`));
  return isMeant ? undefined : folder;
}
