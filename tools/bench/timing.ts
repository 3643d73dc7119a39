import { machine, type Say } from './support/figures';
import { measureBuilds } from './timing/builds';
import { measureHook } from './timing/hook';
import { measureReport } from './timing/report';
import { measureStream } from './timing/stream';

/** What recording costs: builds with and without it, a long event stream, the hook at the end of a run, a long history. */
export async function run(say: Say): Promise<void> {
  say(`${machine()}\n`);
  for (const measure of [measureStream, measureHook, measureReport, measureBuilds]) {
    for (const line of await measure()) say(line);
    say('');
  }
  say(machine());
}
