import { parse } from '../dockerfile/parse';
import { copiedPaths } from './copied-paths';

describe('copiedPaths', () => {
  it.each([
    ['COPY . .', []],
    ['COPY ./ /app', []],
    ['COPY requirements.txt ./', ['requirements.txt']],
    ['COPY src/*.py ./src/', ['src']],
    ['COPY *.json ./', []],
    ['COPY --chown=1 a b/ /c/', ['a', 'b']],
    ['COPY ["with space", "/x"]', ['with space']],
    ['COPY --from=build /out /app', []],
    ['ADD https://example.com/a.tar /', []],
    ['ADD git@example.com:a/b.git /', []],
    ['COPY apps/$APP/src /src', ['apps']],
    ['COPY <<EOF /x\nhello\nEOF', []],
    ['RUN x', []],
  ])('%s', (line, paths) => {
    const parsed = parse(`FROM scratch\n${line}\n`);
    expect(parsed.ok && copiedPaths(parsed.dockerfile)).toEqual(paths);
  });
});
