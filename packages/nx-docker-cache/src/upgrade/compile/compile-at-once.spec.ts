import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '../../dockerfile/parse';
import { RECIPES } from '../../recipes/registry';
import type { Rewrite } from '../rewrite';
import { readFixture } from '../testing/read-fixture';
import { upgradeDockerfile } from '../upgrade';
import { compileAtOnce } from './compile-at-once';
import { COMPILE_REASONS } from './reasons';

/** One file a case; a new file is a new test. */
const FIXTURES = join(__dirname, 'fixtures');
const names = readdirSync(FIXTURES).map((name) => name.replace(/\.txt$/, ''));

/** The script is the same in all of them, and stands in the expected texts as `<script>`. */
const SCRIPT = /(?<=\/bin\/pip\n)[^]*?(?=\nEOF\n)/;

function fixture(name: string) {
  const { before, after, ...rest } = readFixture(readFileSync(join(FIXTURES, `${name}.txt`), 'utf8'));
  // git may check out no line ends of Windows: a fixture names them.
  const written = (text: string): string => (name.startsWith('crlf') ? text.replaceAll('\n', '\r\n') : text);
  return { ...rest, before: written(before), after: written(after ?? before) };
}

function compiled(text: string): Rewrite {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return compileAtOnce(parsed.dockerfile);
}

function declinedIn({ declined }: Rewrite): string[] {
  return declined.map(({ tool, reason, line, detail }) => `${tool} ${reason} ${line} ${detail}`.trim());
}

describe('compileAtOnce', () => {
  it.each(names)('%s', (name) => {
    const { before, after, declined } = fixture(name);
    const found = compiled(before);
    if (process.env['UPDATE'] === name) console.log(found.dockerfile.text, declinedIn(found).join('\n'));
    expect(found.dockerfile.text.replace(SCRIPT, '<script>')).toBe(after);
    expect(declinedIn(found)).toEqual(declined);
  });

  it.each(names)('%s: a second run changes nothing', (name) => {
    const { dockerfile } = compiled(fixture(name).before);
    expect(compiled(dockerfile.text).dockerfile.text).toBe(dockerfile.text);
  });

  it('has a fixture for every reason of its own', () => {
    const seen = new Set(names.flatMap((name) => fixture(name).declined).map((line) => line.split(' ')[1]));
    expect(Object.keys(COMPILE_REASONS).filter((reason) => !seen.has(reason))).toEqual([]);
  });

  it('writes a script that is Python', () => {
    const [script = ''] = SCRIPT.exec(compiled(fixture('seed').before).dockerfile.text) ?? [];
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: script });
    expect(script.startsWith('#!/usr/bin/env python3\n')).toBe(true);
  });

  it('writes a script that leaves all of it to a pip that it does not know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'old-pip-'));
    try {
      mkdirSync(join(folder, 'pip'));
      writeFileSync(join(folder, 'pip/__init__.py'), '');
      writeFileSync(join(folder, 'pip/__main__.py'), 'import sys\nprint(sys.argv[1:])\n');
      const [script = ''] = SCRIPT.exec(compiled(fixture('seed').before).dockerfile.text) ?? [];
      writeFileSync(join(folder, 'script.py'), script);
      const args = [join(folder, 'script.py'), 'install', '--no-compile', 'six'];
      const said = execFileSync('python3', args, { encoding: 'utf8' });
      expect(said).toBe("['install', 'six']\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('uses the stage of an earlier upgrade', () => {
    const once = compiled(fixture('seed').before).dockerfile.text;
    const { dockerfile } = compiled(`${once}RUN pip install flask\n`);
    expect(dockerfile.text).toBe(
      `${once}RUN --mount=from=pip-compile,source=/bin,target=/opt/pip-compile \\\n    /opt/pip-compile/pip install --no-compile flask\n`,
    );
  });

  it('is called pip, so that its cache is mounted by an upgrade', () => {
    const { dockerfile } = compiled(fixture('seed').before);
    const { text, plan } = upgradeDockerfile(dockerfile, RECIPES);
    expect(text).toContain(
      '    --mount=type=cache,target=/root/.cache/pip \\\n    /opt/pip-compile/pip install --no-compile -r',
    );
    expect(plan.declined).toEqual([]);
  });
});
