import fc from 'fast-check';
import { sentFiles } from '../../context/project-files';
import { parse } from '../../dockerfile/parse';
import type { Dockerfile } from '../../dockerfile/syntax';
import { RECIPES } from '../../recipes/registry';
import { upgradeDockerfile } from '../upgrade';
import { reorder } from './reorder';
import { projectOfTexts } from '../testing/project-of-texts';

const FILES = {
  'requirements.txt': '-r base.txt\nflask\n',
  'base.txt': 'click\n',
  'package.json': '{"workspaces":["packages/*"]}',
  'package-lock.json': '{}',
  'packages/a/package.json': '{}',
  'src/app.py': '',
};

const INSTRUCTIONS = [
  ...[
    'COPY . .',
    'COPY . /app',
    'COPY src src',
    'COPY --chown=1 . /app/',
    'ADD . /srv',
    'COPY --from=x /a /b',
  ],
  ...[
    'COPY requirements.txt base.txt ./',
    'COPY package*.json ./',
    'COPY $WHERE .',
    'COPY <<EOF /app/x\na\nEOF',
  ],
  ...['RUN pip install -r requirements.txt', 'RUN npm ci', 'RUN pip install flask && npm ci', 'RUN make'],
  ...[
    'RUN cd /app && pip install -r requirements.txt',
    'RUN apt-get update && \\\n  # why\n  apt-get install -y gcc',
  ],
  ...['RUN mkdir -p /data', 'RUN <<EOF\npip install -r /app/requirements.txt\nEOF', 'ONBUILD RUN npm ci'],
  ...['WORKDIR /app', 'WORKDIR /srv', 'WORKDIR sub', 'ENV A=1', 'ARG WHERE=/app', 'USER 1000', 'USER root'],
  ...['CMD ["x"]', 'EXPOSE 80', 'SHELL ["/bin/bash", "-c"]', 'FROM debian AS x', 'FROM x'],
];

interface Layout {
  readonly text: string;
  readonly eol: string;
}

const layouts: fc.Arbitrary<Layout> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...INSTRUCTIONS), fc.constantFrom(0, 0, 1, 2, 3)), { maxLength: 14 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([parts, eol, ends]) => {
    const text = parts.flatMap(([instruction, gap], index) => [
      ...(gap === 1 || gap === 3 ? [''] : []),
      ...(gap >= 2 ? [`# note ${index}`] : []),
      instruction,
    ]);
    return {
      text: ['FROM python:3.11', ...text].join('\n').replaceAll('\n', eol) + (ends ? eol : ''),
      eol,
    };
  });

const contexts = fc.constantFrom(undefined, '**/node_modules\n', '*.txt\n').map((ignored) => {
  const context = sentFiles(projectOfTexts(FILES), ignored);
  if (context === undefined) throw new Error('the ignore file is not valid');
  return context;
});

function dockerfile(text: string): Dockerfile {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`does not parse: ${text}`);
  return parsed.dockerfile;
}

const originals = ({ instructions }: Dockerfile): string[] =>
  instructions.map(({ original }) => original.text);

describe('reordering any Dockerfile', () => {
  it('adds copies of manifests, and keeps every other instruction, comment and end of line', () => {
    let moved = 0;
    fc.assert(
      fc.property(layouts, contexts, ({ text, eol }, context) => {
        const before = dockerfile(text);
        const { dockerfile: after, changes, declined } = reorder(before, RECIPES, context);
        const added = changes.filter(({ kind }) => kind === 'instruction-added').map((change) => change.text);
        moved += changes.length - added.length;
        expect(originals(after).sort()).toEqual([...originals(before), ...added].sort());
        expect(added.every((line) => /^COPY (?:--chown=1 )?(?:[\w./-]+\*? )+[\w./]+$/.test(line))).toBe(true);
        const notes = (of: string): string[] => (of.match(/# note \d+/g) ?? []).sort();
        expect(notes(after.text)).toEqual(notes(text));
        const feeds = after.text.split('\n').slice(0, -1);
        expect(feeds.every((line) => line.endsWith('\r') === (eol === '\r\n'))).toBe(true);
        expect(after.text.endsWith('\n')).toBe(text.endsWith('\n'));
        expect(declined.some(({ reason }) => reason === 'edit-not-verified')).toBe(false);
      }),
      { numRuns: 400 },
    );
    expect(moved).toBeGreaterThan(0);
  });

  it('never moves two RUNs past each other, and is done after one run', () => {
    fc.assert(
      fc.property(layouts, contexts, ({ text }, context) => {
        const once = reorder(dockerfile(text), RECIPES, context).dockerfile;
        const fixed = (file: Dockerfile): string[] =>
          originals(file).filter((each) => !/^(?:COPY|ADD)/.test(each));
        expect(fixed(once)).toEqual(fixed(dockerfile(text)));
        expect(reorder(once, RECIPES, context).dockerfile.text).toBe(once.text);
      }),
      { numRuns: 400 },
    );
  });

  it('together with the mounts it is done after one run too', () => {
    fc.assert(
      fc.property(layouts, contexts, ({ text }, context) => {
        const once = upgradeDockerfile(dockerfile(text), RECIPES, { context }).text;
        expect(upgradeDockerfile(dockerfile(once), RECIPES, { context }).text).toBe(once);
      }),
      { numRuns: 150 },
    );
  });
});
