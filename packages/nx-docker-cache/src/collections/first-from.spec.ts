import { firstFrom } from './first-from';

describe('firstFrom', () => {
  const list = ['a', 'b', 'b', 'd'];
  it.each<[string, number]>([
    ['', 0],
    ['a', 0],
    ['b', 1],
    ['c', 3],
    ['e', 4],
  ])('%j stands at %i', (wanted, place) => {
    expect(firstFrom(list.length, (index) => list[index] ?? '', wanted)).toBe(place);
  });
});
