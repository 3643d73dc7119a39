import type { GuideFacts } from './guide-facts';
import { GUIDE_SECTIONS } from './sections';

it.each([
  [0, 300, '0 %'],
  [1, 300, '<1 %'],
  [299, 300, '>99 %'],
  [300, 300, '100 %'],
  [0, 0, ''],
])('says of %i of %i steps how many were cached: %s', (cachedSteps, totalSteps, expected) => {
  const measured = { builds: 0, medianMs: undefined };
  const times = { id: 'api:docker-build', whole: measured, cached: measured, cachedSteps, totalSteps };
  const facts: GuideFacts = { projects: [], times: [{ ...times, first: 0, last: 0 }] };
  const section = GUIDE_SECTIONS.find(({ name }) => name === 'times');
  expect(section?.render(facts)[2]).toBe(`| \`api:docker-build\` | – | – | ${expected} | 1970-01-01 |`);
});
