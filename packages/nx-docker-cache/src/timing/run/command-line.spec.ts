import { commandLine } from './command-line';

it.each([
  [['run', 'a:t', '--buildArgs=API_TOKEN=abc'], 'nx run a:t --buildArgs=API_TOKEN=***'],
  [['run', 'a:t', '--buildArgs=API_TOKEN=two words'], 'nx run a:t --buildArgs=API_TOKEN=***'],
  [['run', 'a:t', '--password', 'abc', '--verbose'], 'nx run a:t --password *** --verbose'],
  [['run', 'a:t', '--password', '--verbose'], 'nx run a:t --password --verbose'],
  [['run', 'a:t', '--args={"TOKEN": "abc"}'], 'nx run a:t --args={"TOKEN":***'],
  [['run', 'a:t', '--from=https://me:abc@example.com/x'], 'nx run a:t --from=https://***@example.com/x'],
  [['run', 'auth:docker-build'], 'nx run auth:docker-build'],
  [['docker-build', 'auth-service', '--skip-nx-cache'], 'nx docker-build auth-service --skip-nx-cache'],
  [['run-many', '-p', 'tokens,auth', '-t', 'b'], 'nx run-many -p tokens,auth -t b'],
  [['run', 'a:t', '--authors=me'], 'nx run a:t --authors=me'],
])('shows %j as %s', (words, shown) => {
  expect(commandLine(['/usr/bin/node', '/w/node_modules/nx/bin/nx.js', ...words])).toBe(shown);
});
