import { pipEnvironment } from './pip-environment';

it('trusts the host without its port', () => {
  expect(pipEnvironment('http://10.0.0.1:8734/simple')).toEqual({
    PIP_INDEX_URL: 'http://10.0.0.1:8734/simple',
    PIP_TRUSTED_HOST: '10.0.0.1',
    UV_DEFAULT_INDEX: 'http://10.0.0.1:8734/simple',
  });
});
