import { headOf } from '../dockerfile-facts';
import { isSecretFile } from '../secret-files';
import type { ContextRule } from '../rule';

export const rule: ContextRule = {
  code: 'NDC201',
  subject: 'context',
  severity: 'warning',
  title: 'A folder is copied with a file that holds secrets',
  why: 'What a COPY of a folder takes along stays in its layer, also when a later instruction deletes it: everybody who can pull the image can read it. Names that hold secrets nearly always are looked for: .env, private keys, .netrc, .pypirc, keystores, credentials of clouds; not in folders of tests and examples.',
  remedy: 'name the file in .dockerignore; what a RUN needs of it comes as RUN --mount=type=secret',
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
        const secrets = files.filter((path) => isSecretFile(path) && !named.includes(path)).sort();
        const [first] = secrets;
        if (first === undefined) return [];
        const more = secrets.length > 1 ? ` and ${secrets.length - 1} more` : '';
        return [
          {
            message: `this takes ${first}${more} into a layer of the image`,
            range: headOf(dockerfile, instruction),
          },
        ];
      }),
};
