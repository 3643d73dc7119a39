import { formatDuration } from '../../../duration';
import type { Report } from '../../report';
import { percent } from '../../../percent';
import { cachedSteps, longestPart, shortStep, STATUS_WORDS } from '../../words';
import { meter } from '../bars';
import { html, type Content, type Markup } from '../markup';

interface Figure {
  readonly label: string;
  readonly value: string;
  readonly detail: Content;
}

/** The few numbers that a reader wants first. */
export function summary(report: Report): Markup {
  const figures = [runTime(report), steps(report), taskCache(report), longest(report), allCached(report)];
  return html`<dl class="figures">
    ${figures.flatMap((figure) => (figure === undefined ? [] : [renderFigure(figure)]))}
  </dl>`;
}

function renderFigure({ label, value, detail }: Figure): Markup {
  return html`<div>
    <dt>${label}</dt>
    <dd class="value">${value}</dd>
    <dd class="detail">${detail}</dd>
  </div>`;
}

function runTime({ run, wallMs }: Report): Figure {
  const counts = Object.entries(STATUS_WORDS).flatMap(([status, word]) => {
    const count = run.tasks.filter((task) => task.status === status).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return { label: 'Run', value: formatDuration(wallMs), detail: counts.join(', ') };
}

function steps({ run }: Report): Figure | undefined {
  const { cached, total } = cachedSteps(run);
  if (total === 0) return undefined;
  return {
    label: 'Steps cached',
    value: percent(cached, total),
    detail: [meter(cached, total), `${cached} of ${total} in what was built`],
  };
}

function taskCache({ run }: Report): Figure | undefined {
  const images = run.tasks.filter(({ build, status }) => build !== undefined && status !== 'skipped');
  if (images.length === 0 || run.tasks.length < 2) return undefined;
  const hits = images.filter(({ status }) => status === 'hit' || status === 'remote-hit').length;
  return {
    label: 'Task hits',
    value: percent(hits, images.length),
    detail: [meter(hits, images.length), `${hits} of ${images.length} images`],
  };
}

function longest({ path, wallMs }: Report): Figure | undefined {
  const part = longestPart(path);
  if (part === undefined) return undefined;
  const ms = part.end - part.start;
  return {
    label: 'Longest on the critical path',
    value: formatDuration(ms),
    detail: [
      `${percent(ms, wallMs)} of the run: ${part.task}`,
      part.kind === 'step' && html`<span class="code">${shortStep(part)}</span>`,
    ],
  };
}

function allCached({ whatIf: { allCached: cached } }: Report): Figure | undefined {
  if (cached === undefined) return undefined;
  return {
    label: 'If every step were cached',
    value: formatDuration(cached.ms),
    detail:
      cached.basis === 'measured' ? 'reckoned from earlier builds' : 'reckoned without the steps that ran',
  };
}
