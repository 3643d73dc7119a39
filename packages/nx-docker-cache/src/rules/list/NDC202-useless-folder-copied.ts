import { RECORDS_FOLDER } from '../../build/output-folder';
import { weigh, type Take } from '../context-facts';
import { headOf } from '../dockerfile-facts';
import type { ContextRule } from '../rule';
import { installsNodePackages, isBuildRecord, isMeant, isUseless, outermostFolder } from '../useless-folders';
import { weightText } from '../weight-text';

export const rule: ContextRule = {
  code: 'NDC202',
  subject: 'context',
  severity: 'warning',
  title: 'A folder is copied with what no image needs',
  why: 'A folder such as .git, .nx, .turbo, .venv or dist/docker (the records of our own builds) changes with every commit, every test or every build on the machine, and with it the layer of the COPY and all layers below. It is also sent, stored and pushed. An environment of this machine (.venv, node_modules) takes the place of the one that the build installs, made for another system.',
  remedy: 'name it in .dockerignore, with **/ before the name for every depth',
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
    const installsNode = installsNodePackages(dockerfile);
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

function uselessFolder(path: string, { named }: Take, installsNode: boolean): string | undefined {
  if (isBuildRecord(path)) return isMeant(RECORDS_FOLDER, named) ? undefined : RECORDS_FOLDER;
  return outermostFolder(path, named, (name) => isUseless(name, installsNode));
}
