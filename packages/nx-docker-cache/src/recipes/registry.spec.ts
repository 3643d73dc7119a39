import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RECIPES } from './registry';

it('holds every file of recipes/tools, under its name', () => {
  const files = readdirSync(join(__dirname, 'tools')).filter((name) => !name.endsWith('.spec.ts'));
  expect(RECIPES.map(({ tool }) => `${tool}.ts`).sort()).toEqual(files.sort());
});
