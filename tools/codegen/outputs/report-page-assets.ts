import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { repositoryRoot } from '../../repository-root';
import { SOURCE } from '../declared';
import type { Outputs } from '../output-file';

const PAGE = `${SOURCE}/timing/report/html`;

/** `assets.ts`: the style and the scripts of the HTML report as text, made small. Each script is closed in itself. */
export const outputs: Outputs = () => {
  const folder = join(repositoryRoot, PAGE, 'browser');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const scripts = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const content = [
    '/* Generated from the files of browser/ by `npm run codegen`. */',
    `export const STYLE = ${JSON.stringify(smallStyle(read('page.css')))};`,
    '',
    `export const SCRIPT = ${JSON.stringify(scripts.map((name) => smallScript(read(name))).join(''))};`,
    '',
  ].join('\n');
  return Promise.resolve([{ path: `${PAGE}/assets.ts`, content }]);
};

function smallStyle(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .trim();
}

function smallScript(source: string): string {
  const { code } = transformSync(`(() => {\n${source}\n})();`, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022', minify: { compress: true, mangle: true } },
    isModule: false,
    minify: true,
    swcrc: false,
  });
  return code;
}
