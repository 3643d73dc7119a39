import { rejoined, type ListOfFields } from './rejoined';

it.each<[ListOfFields, readonly string[], readonly string[]]>([
  ['cacheFrom', ['type=registry', 'ref=a:b', 'type=gha'], ['type=registry,ref=a:b', 'type=gha']],
  ['cacheTo', ['type=registry', 'ref=a', 'mode=max'], ['type=registry,ref=a,mode=max']],
  ['cacheFrom', ['type=registry,ref=a', 'type=gha'], ['type=registry,ref=a', 'type=gha']],
  ['cacheFrom', ['acme/app:cache', 'other'], ['acme/app:cache', 'other']],
  ['output', ['type=oci', 'dest=x.tar'], ['type=oci,dest=x.tar']],
  ['secrets', ['id=a', 'env=A', 'id=b', 'src=/x'], ['id=a,env=A', 'id=b,src=/x']],
  ['secrets', ['src=/x', 'id=a'], ['src=/x', 'id=a']],
  ['output', [], []],
])('%s: %j', (list, values, expected) => {
  expect(rejoined(list, values)).toEqual(expected);
});
