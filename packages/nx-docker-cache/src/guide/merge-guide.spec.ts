import * as fc from 'fast-check';
import type { GuideFacts } from './guide-facts';
import { mergeGuide } from './merge-guide';

const TARGETS = {
  build: 'docker-build',
  check: 'docker-check',
  status: undefined,
  prune: 'p',
  report: undefined,
};
const MEASURED = { builds: 3, medianMs: 61_000 };
const FACTS: GuideFacts = {
  projects: [
    {
      name: 'api',
      targets: TARGETS,
      dockerfiles: [
        { file: 'api/Dockerfile', mounts: [{ tool: 'pip', target: '/root/.cache/pip' }], problem: undefined },
        { file: 'api/x.Dockerfile', mounts: [], problem: 'cannot be read (DOCKERFILE_SYNTAX)' },
      ],
    },
  ],
  times: [
    {
      id: 'api:docker-build',
      whole: MEASURED,
      cached: { builds: 0, medianMs: undefined },
      cachedSteps: 1,
      totalSteps: 4,
      first: 0,
      last: 86_400_000,
    },
  ],
};
const NONE: GuideFacts = { projects: [], times: [] };

function guide(text: string | undefined, facts: GuideFacts = FACTS): string {
  const merged = mergeGuide(text, facts);
  if (typeof merged !== 'string') throw new Error(merged.problem);
  return merged;
}

describe('the guide', () => {
  it.each([
    '| `api` | `api/Dockerfile` | `docker-build` | pip: `/root/.cache/pip` |',
    '| `api` | `api/x.Dockerfile` | `docker-build` | cannot be read (DOCKERFILE_SYNTAX) |',
    '| `npx nx run api:docker-build:no-cache` | runs every step again, with warm cache mounts |',
    '| `npx nx run api:p --dryRun` | what clearing its cache would remove |',
    '| `api:docker-build` | 1 m 01 s (3) | – | 25 % | 1970-01-01 to 1970-01-02 |',
    '## Troubleshooting',
  ])('tells %s', (line) => {
    expect(guide(undefined).split('\n')).toContain(line);
  });

  it('tells what is not there', () => {
    const text = guide('', NONE);
    expect(text).toContain('No project of this workspace has a Dockerfile.');
    expect(text).toContain('No build is recorded on this machine yet.');
  });

  it('renews its parts and keeps everything else', () => {
    const mine = guide(undefined, NONE)
      .replace('# Docker caching in this workspace', '# Unser Leitfaden')
      .replace('## Measured times', 'Some words.\n\n## Wie lange es dauert');
    const renewed = guide(mine);
    expect(renewed.startsWith('# Unser Leitfaden')).toBe(true);
    expect(renewed).toContain(
      'Some words.\n\n## Wie lange es dauert\n\n<!-- nx-docker-cache:times -->\n\n| target',
    );
    expect(guide(renewed)).toBe(renewed);
  });

  it('keeps Windows line ends', () => {
    const text = guide('# Mine\r\n');
    expect(text.replace(/\r\n/g, '')).not.toContain('\n');
    expect(guide(text)).toBe(text);
  });

  it.each([
    ['a close marker that is missing', '\n<!-- nx-docker-cache:times -->\n', 2],
    ['an open marker that is missing', '<!-- /nx-docker-cache:times -->', 1],
    ['markers in the wrong order', '<!-- /nx-docker-cache:times -->\n<!-- nx-docker-cache:times -->', 2],
    [
      'a second pair',
      '<!-- nx-docker-cache:times --><!-- /nx-docker-cache:times -->\n\n<!-- nx-docker-cache:times --><!-- /nx-docker-cache:times -->',
      3,
    ],
  ])('refuses %s', (_, text, line) => {
    expect(mergeGuide(text, FACTS)).toMatchObject({ line });
  });

  it('puts names that are none into no table cell of their own', () => {
    const facts = { ...NONE, times: FACTS.times.map((time) => ({ ...time, id: 'a|`b\n| c' })) };
    expect(guide(undefined, facts)).toContain('| `a b c` | 1 m 01 s (3) |'.replace('a b c', 'a b  c'));
  });

  it('is the same the second time, around any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, crlf) => {
        const own = crlf ? `${text}\r\n` : text;
        const once = guide(own);
        if (own.trim() !== '') expect(once.startsWith(own)).toBe(true);
        expect(guide(once)).toBe(once);
      }),
    );
  });
});
