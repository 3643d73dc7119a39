import { readHistory } from '../../history/lines';
import { exampleHistory, type ExampleHistory } from '../../testing/histories';
import { hostileHistory } from '../../testing/hostile-history';
import { makeReport } from '../report';
import { SCRIPT, STYLE } from './assets';
import { ticks } from './bars';
import { html, scriptJson, type Content } from './markup';
import { renderHtml } from './page';
import { sparkline, thinned } from './sparkline';

const pageOf = ({ lines, lastRun }: ExampleHistory): string =>
  renderHtml(makeReport(lastRun, readHistory([lines.join('\n')]), { last: 50 }));

describe('html', () => {
  it.each<[string, Content, string]>([
    ['text', `<b>&"'`, '&lt;b&gt;&amp;&quot;&#39;'],
    ['terminal escapes', '\x1b[31mred\x1b[0m\x00', 'red\\x00'],
    ['a number', 1.5, '1.5'],
    ['nothing', undefined, ''],
    ['false', false, ''],
    ['zero', 0, '0'],
    ['markup', html`<b>${'<'}</b>`, '<b>&lt;</b>'],
    ['a list', ['<', html`<i></i>`], '&lt;<i></i>'],
  ])('puts in %s', (_, content, expected) => {
    expect(html`${content}`.markup).toBe(expected);
  });

  it('joins the lines of a template, not those of a text', () => {
    const lines = html`<p>${'a  b'}</p>
      <p></p>`;
    expect(lines.markup).toBe('<p>a  b</p> <p></p>');
  });
});

it.each([['</script><script>'], ['<!--'], ['\u2028'], ['&lt;']])(
  'keeps %j inside of a data block',
  (text) => {
    const { markup } = scriptJson({ text });
    expect(markup).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(markup)).toEqual({ text });
  },
);

it.each([
  [0, [0]],
  [950, [0, 200, 400, 600, 800]],
  [42_300, [0, 10_000, 20_000, 30_000, 40_000]],
  [200_000, [0, 60_000, 120_000, 180_000]],
])('has ticks for %i ms', (total, expected) => {
  expect(ticks(total)).toEqual(expected);
});

describe('sparkline', () => {
  it('thins a long history to medians', () => {
    expect(thinned([1, 9, 2, 3, 8, 4], 2)).toEqual([2, 4]);
    expect(thinned([1, 2], 5)).toEqual([1, 2]);
  });

  it('draws nothing of one build, and says in words what it draws of more', () => {
    expect(sparkline([5_000]).markup).toBe('');
    expect(sparkline([5_000, 7_000]).markup).toContain('2 builds from 5.0 s to 7.0 s, the last one 7.0 s');
  });
});

describe('renderHtml', () => {
  const page = pageOf(exampleHistory({ projects: 8, runs: 10, random: () => 0.7 }));

  it('names no address, and has one script and one style of its own', () => {
    const { length } = page.match(/<script>/g) ?? [];
    expect(length).toBe(1);
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
    expect(page).not.toMatch(/\son\w+="/);
    expect(page).not.toMatch(/\sstyle="/);
    expect(page).toContain(`<script>${SCRIPT}</script>`);
    expect(page).toContain(`<style>${STYLE}</style>`);
  });

  it('forbids everything else', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toMatch(/^default-src &#39;none&#39;; style-src &#39;sha256-/);
    expect(policy).not.toContain('unsafe');
  });

  it('has all its parts, and leaves out what there is nothing to show of', () => {
    const partsOf = (text: string): string[] =>
      [...text.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id ?? '');
    expect(partsOf(page)).toEqual([
      'timeline',
      'critical-path',
      'misses',
      'trend',
      'projects',
      'steps',
      'sizes',
    ]);
    const { lastRun } = exampleHistory({ projects: 1, runs: 1, random: () => 0.7 });
    const bare = { ...lastRun, tasks: [] };
    expect(partsOf(pageOf({ lines: [], lastRun: bare }))).toEqual(['timeline', 'critical-path']);
  });

  it('is text whatever a build was named', () => {
    const hostile = pageOf(hostileHistory().history);
    expect(hostile).not.toMatch(/<(?:img|iframe|b)\b/);
    expect(hostile.match(/<script/g)?.length).toBe(2);
    expect(hostile).not.toContain('\x1b');
  });
});
