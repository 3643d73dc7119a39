import { realWorld } from '../io/real-world';
import { outliveReaders } from '../io/terminal';
import { COMMANDS } from './registry';
import { runCli } from './run-cli';

outliveReaders();
const world = realWorld();
void runCli(COMMANDS, world.environment.argv, world).then((exitCode) => {
  world.environment.exitWith(exitCode);
});
