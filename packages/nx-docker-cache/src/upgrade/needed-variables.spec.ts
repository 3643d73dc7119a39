import { sentFiles } from '../context/project-files';
import { parse } from '../dockerfile/parse';
import { RECIPES } from '../recipes/registry';
import { chooseRecipes } from './choose-recipes';
import { projectOfTexts } from './testing/project-of-texts';
import { upgradeDockerfile } from './upgrade';

const INSTALLS = 'pip3 install y';
const FILES = {
  'tools/setup.sh': INSTALLS,
  'tools/prepare': INSTALLS,
  'tools/x': 'echo',
  'build.sh': 'make',
  'outer.sh': 'cd tools && . ./setup.sh',
  'a/b/deep.sh': INSTALLS,
  'py/Makefile': `all:\n\t${INSTALLS}\n`,
};

function declinedOf(text: string, files: Readonly<Record<string, string>> | undefined): readonly string[] {
  const parsed = parse(text);
  const context = files && sentFiles(projectOfTexts(files), undefined);
  if (!parsed.ok) throw new Error('not valid');
  const { plan } = upgradeDockerfile(parsed.dockerfile, chooseRecipes(RECIPES, ['pip']), {
    ...(context !== undefined && { context }),
    reorder: false,
  });
  return plan.declined.map(({ reason, detail, line }) => `${line} ${reason} ${detail}`);
}

const BASE = 'FROM python:3.12 AS base\nENV PIP_NO_CACHE_DIR=1\n';
const NEEDED = 'variable-needed PIP_NO_CACHE_DIR is needed by line';
const MAYBE = 'variable-needed PIP_NO_CACHE_DIR may be needed by line';

/** The install on line 3, the copy on line 4, the script on line 5. */
const after = (copy: string, run: string): string => `${BASE}RUN pip install x\n${copy}\n${run}\n`;

describe('a variable that a script of the context needs', () => {
  it.each<[string, string, string[]]>([
    ['in the same stage', `${BASE}COPY . .\nRUN pip install x\nRUN sh tools/setup.sh\n`, [`4 ${NEEDED} 5`]],
    [
      'in a stage beside',
      `${BASE}FROM base\nRUN pip install x\nFROM base\nCOPY tools /t\nRUN /t/setup.sh\n`,
      [`4 ${NEEDED} 7`],
    ],
    ['but not another script', `${BASE}COPY . .\nRUN pip install x\nRUN ./build.sh\n`, []],
    ['nor one that is not there', `${BASE}RUN pip install x\nRUN /opt/other.sh\n`, []],
    ['in the folder of the base image', after('COPY tools .', 'RUN ./prepare'), [`3 ${NEEDED} 5`]],
    ['from a folder below it', after('COPY . x', 'RUN cd x/tools && ./prepare'), [`3 ${NEEDED} 5`]],
    ['from a folder that is not known', after('COPY . .', 'RUN cd $X && ./prepare'), [`3 ${NEEDED} 5`]],
    ['under another name', after('COPY tools/setup.sh /i', 'RUN /i'), [`3 ${NEEDED} 5`]],
    ['under another name in the base', after('COPY tools/setup.sh i', 'RUN sh i'), [`3 ${NEEDED} 5`]],
    [
      'in a folder that may be that of the base',
      after('COPY tools/x .\nCOPY tools/setup.sh /app/x', 'RUN ./x'),
      [`3 ${NEEDED} 6`],
    ],
    ['a name of PATH', after('COPY tools/setup.sh /usr/bin/i', 'RUN i -y'), [`3 ${NEEDED} 5`]],
    ['a path of the system', after('COPY a/b/* /usr/bin/', 'RUN /usr/bin/deep.sh'), [`3 ${NEEDED} 5`]],
    ['a script of PATH', after('ENV PATH=/t:$PATH', 'COPY tools /t\nRUN setup.sh'), [`3 ${NEEDED} 6`]],
    ['by another script', after('COPY . .', 'RUN ./outer.sh'), [`3 ${NEEDED} 5`]],
    ['handed to a program', after('COPY . .', 'RUN xvfb-run ./tools/prepare'), [`3 ${NEEDED} 5`]],
    ['put elsewhere first', after('COPY . /s', 'RUN cp -r /s/tools /t && /t/setup.sh'), [`3 ${NEEDED} 5`]],
    ['a Makefile', after('COPY py .', 'RUN make'), [`3 ${NEEDED} 5`]],
    ['a Makefile of a download', after('COPY . .', 'RUN cd /x && make'), []],
    ['of another stage', after('COPY --from=o /setup.sh /', 'RUN /setup.sh'), [`3 ${NEEDED} 5`]],
    ['of another stage, unknown', after('COPY --from=o /x.sh /', 'RUN /x.sh'), [`3 ${MAYBE} 5`]],
    ['of the base image', after('COPY tools /t', 'RUN start-notebook.sh && /opt/x.sh'), []],
  ])('%s', (_, text, expected) => {
    expect(declinedOf(text, FILES)).toEqual(expected);
  });

  it.each([
    ['a script', after('COPY . .', 'RUN ./x.sh'), [`3 ${MAYBE} 5`]],
    ['what may be a program', after('COPY . .', 'RUN ./x'), []],
    ['make', after('COPY . .', 'RUN make'), []],
  ])('without a context: %s', (_, text, expected) => {
    expect(declinedOf(text, undefined)).toEqual(expected);
  });
});
