import { reportPath } from './report-path';

it.each<[string, string | undefined, string]>([
  ['the workspace without a runner', undefined, 'app/Dockerfile'],
  ['the repository that holds the workspace', '/repo', 'workspace/app/Dockerfile'],
  ['the workspace that is the repository', '/repo/workspace', 'app/Dockerfile'],
  ['the workspace beside the repository', '/repo/work', 'app/Dockerfile'],
  ['the workspace where the variable is no path', '', 'app/Dockerfile'],
])('is relative to %s', (_, repository, expected) => {
  expect(reportPath('/repo/workspace/app/Dockerfile', '/repo/workspace', () => repository)).toBe(expected);
});
