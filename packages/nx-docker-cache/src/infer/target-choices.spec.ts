import { mergedChoices, type TargetChoices } from './target-choices';

const NONE: TargetChoices = { options: {}, configurations: {} };
const BELOW: TargetChoices = {
  options: { a: 1, b: { x: 1 } },
  configurations: { one: { c: 1, d: 1 }, below: { e: 1 } },
};

it.each<[string, TargetChoices | undefined, TargetChoices | undefined, TargetChoices]>([
  ['neither', undefined, undefined, NONE],
  ['only what is below', BELOW, undefined, BELOW],
  ['only what is above', undefined, BELOW, BELOW],
  [
    'both: option by option, and no deeper',
    BELOW,
    { options: { b: { y: 1 } }, configurations: { one: { d: 2 }, above: {} } },
    {
      options: { a: 1, b: { y: 1 } },
      configurations: { one: { c: 1, d: 2 }, below: { e: 1 }, above: {} },
    },
  ],
])('%s', (_, below, above, merged) => {
  expect(mergedChoices(below, above)).toEqual(merged);
});
