import { Faults, readFaultPlans } from './faults';

it('meets the requests that it matches, as often as it says', () => {
  const faults = new Faults();
  const cut = { kind: 'cut', afterBytes: 10 } as const;
  const status = { kind: 'status', status: 500 } as const;
  faults.set([
    { fault: cut, match: '.whl', times: 2 },
    { fault: status, match: '/simple/' },
  ]);
  const met = ['/a.whl', '/simple/a/', '/a.whl', '/a.whl', '/simple/a/'].map((path) => faults.take(path));
  expect(met).toEqual([cut, status, cut, undefined, status]);
  faults.set([]);
  expect(faults.take('/simple/a/')).toBeUndefined();
});

it.each([
  [[{ fault: { kind: 'cut', afterBytes: 5 }, times: 1 }]],
  [[{ fault: { kind: 'status', status: 503 }, match: 'x' }]],
  [[{ fault: { kind: 'slow', rate: '64kbit' } }]],
  [[]],
])('reads %j', (plans) => {
  expect(readFaultPlans(plans)).toEqual(plans);
});

it.each([
  ['not an array', {}],
  ['not an object', [3]],
  ['no fault', [{}]],
  ['unknown kind', [{ fault: { kind: 'explode' } }]],
  ['missing number', [{ fault: { kind: 'cut' } }]],
])('refuses %s', (_, plans) => {
  expect(() => readFaultPlans(plans)).toThrow(TypeError);
});

it('refuses a rate that is none', () => {
  expect(() => readFaultPlans([{ fault: { kind: 'slow', rate: 'fast' } }])).toThrow(RangeError);
});
