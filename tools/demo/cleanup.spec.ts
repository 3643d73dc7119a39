import { mountIds } from './cleanup';

const VERBOSE = `ID:\t\ta1
Type:\t\texec.cachemount
Description:\tcached mount /root/.cache/pip from exec /bin/sh -c pip install with id "demo-1//root/.cache/pip"

ID:\t\tb2
Type:\t\texec.cachemount
Description:\tcached mount /root/.cache/pip from exec /bin/sh -c pip install with id "/root/.cache/pip"

Total:\t2MB
`;

describe('mountIds', () => {
  it('finds the mounts of the namespaces and no other', () => {
    expect(mountIds(VERBOSE, ['demo-0', 'demo-1'])).toEqual(['a1']);
  });
});
