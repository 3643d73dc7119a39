import { ensureBrowser } from './ensure-browser';

/** `node tools/bootstrap.mjs browser`: installs Chromium where there is none, and prints where it is. */
async function main(): Promise<void> {
  console.log(
    await ensureBrowser((line) => {
      console.error(line);
    }),
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error && error.name === 'EngineError' ? error.message : error);
  process.exitCode = 2;
});
