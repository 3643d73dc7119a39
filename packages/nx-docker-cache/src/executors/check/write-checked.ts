import type { World } from '../../io/world';
import type { Checked } from '../../rules/checked';
import { RULES } from '../../rules/registry';
import { renderAnnotations } from '../../rules/render-annotations';
import { renderFindings } from '../../rules/render-findings';
import { renderJson } from '../../rules/render-json';
import { renderSarif } from '../../rules/render-sarif';
import { writeFileOrFail } from '../report/write-file';
import type { CheckFormat, CheckRequest } from './check-request';

const RENDER = {
  text: (checked) => checked.map(renderFindings).join(''),
  json: (checked) => checked.map(renderJson).join(''),
  sarif: (checked) => renderSarif(checked, RULES),
} as const satisfies Record<CheckFormat, (checked: readonly Checked[]) => string>;

/**
 * Prints what was found, or writes it to the file that is asked for; then the terminal has it as text. GitHub's
 * annotations come with the text alone: standard output is a document otherwise.
 * @throws ProductError FILE_NOT_WRITTEN
 */
export async function writeChecked(
  { files, terminal, environment }: World,
  checked: readonly Checked[],
  { format, outputFile }: CheckRequest,
): Promise<void> {
  if (outputFile !== undefined) await writeFileOrFail(files, outputFile, RENDER[format](checked));
  if (outputFile === undefined && format !== 'text') {
    terminal.out(RENDER[format](checked));
    return;
  }
  for (const each of checked)
    if (each.error === undefined) terminal.out(renderFindings(each));
    else terminal.err(renderFindings(each));
  if (environment.get('GITHUB_ACTIONS') === 'true') terminal.out(checked.map(renderAnnotations).join(''));
}
