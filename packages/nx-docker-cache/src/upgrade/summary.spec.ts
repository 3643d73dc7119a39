import { RECIPES } from '../recipes/registry';
import { recipeLinks, renderSummary, type Outcome } from './summary';
import { upgradeBytes } from './upgrade-bytes';

const upgraded = (file: string, text: string): Outcome =>
  upgradeBytes(file, new TextEncoder().encode(text), RECIPES, {});

const OUTCOMES: readonly Outcome[] = [
  upgraded('apps/a/Dockerfile', 'FROM node:20\nRUN npm ci && pip install x\nUSER $WHO\nRUN npm ci\n'),
  upgraded('apps/bb/Dockerfile', 'FROM scratch\nCOPY . /\n'),
  { file: 'apps/c/Dockerfile', failed: true },
];

describe('the summary', () => {
  it('has a line for every file and the sums', () => {
    expect(renderSummary(OUTCOMES)).toBe(
      `
Dockerfile          outcome               mounts added  left alone  package managers
apps/a/Dockerfile   upgraded                         2           1  npm, pip
apps/bb/Dockerfile  as it was                        0           0
apps/c/Dockerfile   failed
3 files             1 upgraded, 1 failed             2           1
`,
    );
  });

  it('is not there for one file', () => {
    expect(renderSummary(OUTCOMES.slice(0, 1))).toBe('');
  });

  it('leads to the recipes that had a say', () => {
    expect(recipeLinks(OUTCOMES)).toBe(
      'what the recipes do: node_modules/nx-docker-cache/docs/recipes.md#npm, node_modules/nx-docker-cache/docs/recipes.md#pip\n',
    );
    expect(recipeLinks(OUTCOMES.slice(1))).toBe('');
  });
});
