import { StepCollector } from './collect';
import { readHistory } from './history/lines';
import { maskUpdate } from './mask';
import { PlainProgress } from './progress-plain';
import { RawJsonDecoder } from './rawjson';
import { makeReport } from './report/report';
import { renderTerminal } from './report/terminal';
import { eventStreamPiece } from './testing/event-stream';
import { manyBuilds } from './testing/many-builds';
import { exampleRun } from './testing/runs';

/** `npm run bench:timing` measures; these bounds are wide, and only a gross mistake breaks them. */
describe('the cost of recording', () => {
  it('of an event stream is bounded in time and memory', () => {
    const collector = new StepCollector();
    const view = new PlainProgress({ verbose: false });
    let [bytes, unreadable] = [0, 0];
    const decoder = new RawJsonDecoder((item) => {
      if (item.kind !== 'update') unreadable += 1;
      else {
        const update = maskUpdate(item.update, ['a secret value']);
        collector.add(update);
        view.add(update);
      }
    });
    const start = performance.now();
    for (let piece = 0; piece < 20; piece += 1) {
      const chunk = Buffer.from(eventStreamPiece(piece));
      bytes += chunk.length;
      decoder.push(chunk);
    }
    decoder.end();
    expect(unreadable).toBe(0);
    expect(bytes).toBeGreaterThan(8_000_000);
    expect(performance.now() - start).toBeLessThan(120_000);
    expect(JSON.stringify([...collector.steps.values()].map(({ log }) => log)).length).toBeLessThan(
      8_000_000,
    );
  });

  it('of a report over 2,000 builds is bounded in time', () => {
    const lines = manyBuilds(2_000);
    const start = performance.now();
    const history = readHistory([lines.join('\n')]);
    const report = makeReport(exampleRun([]), history, { last: 2_000 });
    expect(renderTerminal(report, { width: 100, hasColour: true })).toContain(
      'Over the builds of this machine',
    );
    expect([history.builds.length, history.unreadable]).toEqual([2_000, 0]);
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});
