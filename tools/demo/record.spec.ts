import { ofBuild } from './record';

describe('ofBuild', () => {
  it('keeps the lines of the build, without the prefix of the project', () => {
    const output =
      'npm warn\n> nx run\nbackend: #1 FROM\nbackend: #1 | log\nbackend:   1.0 s RUN\nbackend:   built app\n NX done';
    expect(ofBuild(output)).toBe('#1 FROM\n  1.0 s RUN\n  built app');
  });
});
