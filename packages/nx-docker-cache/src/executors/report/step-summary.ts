import { appendText } from '../../io/run-files';
import type { World } from '../../io/world';
import { renderMarkdown, runMarker } from '../../timing/report/markdown';
import type { Report } from '../../timing/report/report';

/** GitHub shows this file beside the log of the step. A run that the hook has written there already is not repeated. */
export async function writeStepSummary({ files, environment }: World, report: Report): Promise<void> {
  const file = environment.get('GITHUB_STEP_SUMMARY');
  if (file === undefined || file === '') return;
  const present = await files.read(file).then(
    (bytes) => Buffer.from(bytes).toString('utf8'),
    () => '',
  );
  if (!present.includes(runMarker(report.run))) appendText(file, renderMarkdown(report));
}
