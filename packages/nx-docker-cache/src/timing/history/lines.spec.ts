import * as fc from 'fast-check';
import { exampleEntry, exampleRun, exampleTask } from '../testing/runs';
import { buildLine, readHistory, runEntry, runLine } from './lines';

const build = buildLine(exampleEntry());
const run = runLine(exampleRun([exampleTask('a:b', [0, 10])]));

describe('readHistory', () => {
  it.each([
    ['nothing', [], [0, 0, 0, 0]],
    ['an empty file', [''], [0, 0, 0, 0]],
    ['a build and a run', [`${build}\n${run}\n`], [1, 1, 0, 0]],
    ['several files', [build, run], [1, 1, 0, 0]],
    ['empty lines', [`\n\n${build}\n\n`], [1, 0, 0, 0]],
    ['a line that a crash cut off', [`${build.slice(0, 40)}\n${build}`], [1, 0, 1, 0]],
    ['zeros, as a full disk leaves them', [`${'\0'.repeat(20)}\n${build}`], [1, 0, 1, 0]],
    ['a later version', ['{"v":2,"build":{}}'], [0, 0, 0, 1]],
    ['a line without a version', ['{"build":{}}'], [0, 0, 1, 0]],
    ['a build without its steps', [build.replace('"steps"', '"stepz"')], [0, 0, 1, 0]],
    ['JSON that is no object', ['[1]\n"x"\nnull\n3'], [0, 0, 4, 0]],
    ['a build of a version with further fields', [build.replace('{"id"', '{"more":1,"id"')], [1, 0, 0, 0]],
  ])('reads %s', (_, texts, [builds, runs, unreadable, later]) => {
    const history = readHistory(texts);
    expect([history.builds.length, history.runs.length]).toEqual([builds, runs]);
    expect(history).toMatchObject({ unreadable, later });
  });

  it('never fails, and loses only the lines that are damaged', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(build.length), (noise, cut) => {
        const damaged = `${build.slice(0, cut)}${noise.replaceAll('\n', ' ')}`;
        const { builds, runs, unreadable, later } = readHistory([`${build}\n${damaged}\n${run}`]);
        expect(runs).toHaveLength(1);
        expect(builds.length + unreadable + later).toBe(damaged === '' ? 1 : 2);
      }),
    );
  });
});

describe('runEntry', () => {
  it('never has times below zero', () => {
    const entry = runEntry(exampleRun([exampleTask('a:b', [20, 10])], { startedAt: 100, endedAt: 50 }));
    expect(entry).toMatchObject({ wallMs: 0, tasks: [{ ms: 0 }] });
  });
});
