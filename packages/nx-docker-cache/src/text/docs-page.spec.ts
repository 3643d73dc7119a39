import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsPage } from './docs-page';

const packageRoot = join(__dirname, '../..');
const pages = join(packageRoot, '../../docs');

it('names a page of the package that is installed', () => {
  expect(docsPage('recipes.md#pip')).toBe('node_modules/nx-docker-cache/docs/recipes.md#pip');
  const { name, files } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly files: readonly string[];
  };
  expect(docsPage('')).toBe(`node_modules/${name}/docs/`);
  expect(files).toContain('docs');
});

it.each(['recipes.md', 'cache-care.md', 'inspect.md', 'rules/NDC001.md'])('is there: %s', (page) => {
  expect(existsSync(join(pages, page))).toBe(true);
});
