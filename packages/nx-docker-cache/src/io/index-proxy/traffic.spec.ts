import { NO_TRAFFIC, TrafficCounter } from './traffic';

it('counts by label and by kind', () => {
  const counter = new TrafficCounter();
  counter.request('a');
  counter.sent('a', 'file', 10);
  counter.sent('a', 'page', 5);
  counter.sent('a', 'metadata', 1);
  counter.notModified('a');
  counter.broken('b');
  expect(counter.of('a')).toEqual({
    ...NO_TRAFFIC,
    requests: 1,
    bytes: 16,
    fileBytes: 10,
    pageBytes: 5,
    metadataBytes: 1,
    notModified: 1,
  });
  expect(counter.all()).toEqual({ a: counter.of('a'), b: { ...NO_TRAFFIC, broken: 1 } });
  expect(counter.of('nobody')).toEqual(NO_TRAFFIC);
});
