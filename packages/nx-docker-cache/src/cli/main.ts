import { realWorld } from '../io/real-world';
import { COMMANDS } from './registry';
import { runCli } from './run-cli';

const world = realWorld();
void runCli(COMMANDS, world.environment.argv, world).then((exitCode) => {
  world.environment.exitWith(exitCode);
});
