import { projectNameOf } from './project-name';

describe('projectNameOf', () => {
  it.each([
    ['apps/backend', 'apps-backend'],
    ['services/My App', 'services-My-App'],
    ['.', undefined],
    ['___/..', '___'],
    ['...', undefined],
  ])('%s → %s', (folder, name) => {
    expect(projectNameOf(folder)).toBe(name);
  });
});
