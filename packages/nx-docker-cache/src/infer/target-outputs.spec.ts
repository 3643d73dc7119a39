import { readProjectJson } from './project-file';
import { targetsThatWrite } from './target-outputs';

const file = readProjectJson(
  JSON.stringify({
    targets: {
      build: { outputs: ['{workspaceRoot}/dist/{projectRoot}'] },
      bundle: {
        outputs: ['{options.outputPath}', '{projectRoot}/bundle/*.js'],
        options: { outputPath: 'out/web' },
      },
      unset: { outputs: ['{options.outputPath}'] },
      named: { outputs: ['{workspaceRoot}/named/{projectName}'] },
      lint: {},
    },
  }),
);

describe('targetsThatWrite', () => {
  it.each([
    ['dist/apps/web', ['build']],
    ['dist/apps/web/main.js', ['build']],
    ['dist/apps', ['build']],
    ['dist/apps/website', []],
    ['out/web/a', ['bundle']],
    ['apps/web/bundle', ['bundle']],
    ['named/shop', ['named']],
    ['apps/web/src', []],
  ])('%s: %j', (path, targets) => {
    expect(targetsThatWrite(path, { root: 'apps/web', name: 'shop', file })).toEqual(targets);
  });
});
