import { onceEach } from './once-each';

describe('onceEach', () => {
  it('asks once for each key, also where the answer is undefined', () => {
    const asked: string[] = [];
    const length = onceEach((key: string) => {
      asked.push(key);
      return key === '' ? undefined : key.length;
    });
    expect(['ab', '', 'ab', '', 'abc'].map(length)).toEqual([2, undefined, 2, undefined, 3]);
    expect(asked).toEqual(['ab', '', 'abc']);
  });
});
