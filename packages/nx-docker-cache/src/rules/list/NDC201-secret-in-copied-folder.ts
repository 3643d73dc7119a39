import type { Dockerfile, Instruction } from '../../dockerfile/syntax';
import { stagesOf } from '../../dockerfile/stages';
import { lineage } from '../../upgrade/sites';
import { headOf } from '../dockerfile-facts';
import { isSecretFile } from '../secret-files';
import type { ContextRule } from '../rule';

export const rule: ContextRule = {
  code: 'NDC201',
  subject: 'context',
  severity: 'warning',
  title: 'A folder is copied with a file that holds secrets',
  why: 'What a COPY of a folder takes along stays in its layer, also when a later instruction deletes it: everybody who can pull the image can read it. Names that hold secrets nearly always are looked for: .env, private keys, .netrc, .pypirc, keystores, credentials of clouds; not in folders of tests and examples.',
  remedy:
    'name the file in .dockerignore; what a RUN needs of it comes as RUN --mount=type=secret, what the program needs when the container starts',
  fix: undefined,
  bad: { dockerfile: 'FROM alpine:3.22\nCOPY . /app\n', ignore: '', files: { '.env': 40, 'app.sh': 200 } },
  good: {
    dockerfile: 'FROM alpine:3.22\nCOPY . /app\n',
    ignore: '.env\n',
    files: { '.env': 40, 'app.sh': 200 },
  },
  find: ({ dockerfile, takes }) =>
    takes
      .filter(({ instruction }) => instruction.name !== 'RUN')
      .flatMap(({ instruction, named, files }) => {
        // What is named is reported by NDC014.
        const later = textOfRunsBelow(dockerfile, instruction);
        const secrets = files
          .filter((path) => isSecretFile(path) && !named.includes(path) && !later.includes(baseName(path)))
          .sort();
        const [first] = secrets;
        if (first === undefined) return [];
        const more = secrets.length > 1 ? ` and ${secrets.length - 1} more` : '';
        return [
          {
            message: `this takes ${first}${more} into ${layerOf(dockerfile, instruction)}`,
            range: headOf(dockerfile, instruction),
          },
        ];
      }),
};

/** A RUN that names the file needs it: without it the build fails. */
function textOfRunsBelow({ instructions }: Dockerfile, { startLine }: Instruction): string {
  return instructions
    .filter(({ name, startLine: line }) => name === 'RUN' && line > startLine)
    .map(({ original }) => original.text)
    .join('\n');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What no later stage builds on is not pushed with the image, but with its cache. */
function layerOf(dockerfile: Dockerfile, instruction: Instruction): string {
  const stages = stagesOf(dockerfile);
  const last = stages.at(-1);
  const own = stages.find(({ instructions }) =>
    instructions.some((step) => step.instruction === instruction),
  );
  const isInImage = last === undefined || own === undefined || lineage(stages, last).includes(own);
  return isInImage
    ? 'a layer of the image'
    : 'a layer of a build stage, and with it into every exported cache';
}
