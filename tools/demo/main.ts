import { chapter } from './say';
import { demoOptions } from './options';
import { runDemo } from './run-demo';

async function main(): Promise<void> {
  const options = demoOptions(process.argv.slice(2));
  const start = performance.now();
  await runDemo(options);
  chapter(`done in ${formatDuration(performance.now() - start)}`);
}

function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

main().catch((error: unknown) => {
  console.error(`\nthe demonstration stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
