import { sentFiles } from '../context/project-files';
import { parse } from '../dockerfile/parse';
import { RECIPES } from '../recipes/registry';
import { chooseRecipes } from './choose-recipes';
import { projectOfTexts } from './testing/project-of-texts';
import { upgradeDockerfile } from './upgrade';

const FILES = { 'tools/setup.sh': 'pip3 install y', 'build.sh': 'make' };

function declinedOf(text: string): readonly string[] {
  const parsed = parse(text);
  const context = sentFiles(projectOfTexts(FILES), undefined);
  if (!parsed.ok || context === undefined) throw new Error('not valid');
  const { plan } = upgradeDockerfile(parsed.dockerfile, chooseRecipes(RECIPES, ['pip']), {
    context,
    reorder: false,
  });
  return plan.declined.map(({ reason, detail, line }) => `${line} ${reason} ${detail}`);
}

const BASE = 'FROM python:3.12 AS base\nENV PIP_NO_CACHE_DIR=1\n';
const NEEDED = 'variable-needed PIP_NO_CACHE_DIR is needed by line';

describe('a variable that a script of the context needs', () => {
  it.each([
    ['in the same stage', `${BASE}COPY . .\nRUN pip install x\nRUN sh tools/setup.sh\n`, [`4 ${NEEDED} 5`]],
    [
      'in a stage beside',
      `${BASE}FROM base\nRUN pip install x\nFROM base\nCOPY tools /t\nRUN /t/setup.sh\n`,
      [`4 ${NEEDED} 7`],
    ],
    ['but not another script', `${BASE}COPY . .\nRUN pip install x\nRUN ./build.sh\n`, []],
    ['nor one that is not there', `${BASE}RUN pip install x\nRUN /opt/other.sh\n`, []],
  ])('%s', (_, text, expected) => {
    expect(declinedOf(text)).toEqual(expected);
  });
});
