import { parse } from '../dockerfile/parse';
import type { Edit } from '../dockerfile/edits';
import type { Dockerfile } from '../dockerfile/syntax';
import { RECIPES } from '../recipes/registry';
import { planUpgrade } from './plan';
import { verifyUpgrade } from './verify';

function dockerfile(text: string): Dockerfile {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error('does not parse');
  return parsed.dockerfile;
}

const TEXT =
  'FROM python\nENV A=1 PIP_NO_CACHE_DIR=1\nRUN pip install --no-cache-dir a && rm -rf /root/.cache/pip\n# end\nCMD x\n';
const before = dockerfile(TEXT);
const plan = planUpgrade(before, RECIPES);

function edit(start: string, length: number, text: string): Edit {
  const at = TEXT.indexOf(start);
  return { range: { start: at, end: at + length }, text };
}

describe('verifyUpgrade', () => {
  it('accepts what was planned', () => {
    expect(verifyUpgrade(before, plan)).toMatchObject({ ok: true });
  });

  it.each([
    ['a word too many gone', [edit(' a &&', 2, '')]],
    ['an operator changed', [edit('&& rm', 2, ';;')]],
    ['another instruction changed', [edit('CMD x', 5, 'CMD y')]],
    ['a comment gone', [edit('# end', 6, '')]],
    ['a comment swallowed by an instruction', [edit('\n# end', 1, ' \\\n')]],
    ['an instruction gone', [edit('CMD x\n', 6, '')]],
    ['text that cannot be read', [edit('FROM', 4, 'ENV')]],
    ['overlapping edits', [edit('--no-cache-dir', 5, '')]],
    ['a wrong variable gone', [edit('A=1 ', 4, '')]],
  ])('refuses %s', (_, extra) => {
    expect(verifyUpgrade(before, { ...plan, edits: [...plan.edits, ...extra] })).toMatchObject({ ok: false });
  });

  it('names the instruction that is wrong', () => {
    expect(verifyUpgrade(before, { ...plan, edits: [...plan.edits, edit(' a &&', 2, '')] })).toEqual({
      ok: false,
      lines: [3],
    });
  });

  it.each([
    ['an edit that is missing', 0],
    ['all edits missing', plan.edits.length],
  ])('refuses %s', (_, from) => {
    const edits = from === 0 ? plan.edits.slice(1) : [];
    expect(verifyUpgrade(before, { ...plan, edits })).toMatchObject({ ok: false });
  });
});
