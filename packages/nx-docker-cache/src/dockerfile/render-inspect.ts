import { count } from '../text/count';
import { printable } from '../text/printable';
import type { Fact } from './scope';
import type {
  InspectDocument,
  InspectedDockerfile,
  InspectedMount,
  InspectedStage,
  InspectErrors,
} from './inspect-document';

/** What `nx-docker-cache inspect` prints without `--json`. */
export function renderInspect(document: InspectDocument): string {
  return 'errors' in document ? renderErrors(document) : renderDockerfile(document);
}

function renderErrors({ file, errors }: InspectErrors): string {
  return errors
    .map(({ code, message, line = 1, column = 1 }) =>
      printable(`${file}:${line}:${column}: ${message} (${code})`),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function renderDockerfile({ file, instructions, stages, mounts, refused }: InspectedDockerfile): string {
  const lines = [
    `${file}: ${count(instructions.length, 'instruction')}, ${count(stages.length, 'stage')}, ${count(mounts.length, 'mount')}`,
    ...stages.flatMap((stage) => [
      `  ${renderStage(stage)}`,
      ...mounts.filter((mount) => mount.stage === stage.index).map((mount) => `    ${renderMount(mount)}`),
    ]),
    ...refused.map(({ line, message }) => `  line ${line}: BuildKit refuses it: ${message}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function renderStage({ index, name, base, startLine, endLine, user, workdir }: InspectedStage): string {
  const title = name === null ? `stage ${index}` : `stage ${index} (${name})`;
  return `${title}, lines ${startLine}-${endLine}, on ${renderBase(base)}, user ${renderFact(user)}, in ${renderFact(workdir)}`;
}

function renderBase(base: InspectedStage['base']): string {
  switch (base.kind) {
    case 'stage':
      return `stage ${base.index}`;
    case 'image':
      return base.reference;
    case 'scratch':
      return 'scratch';
    case 'unknown':
    case 'invalid':
      return base.written;
  }
}

function renderFact(fact: Fact<string>): string {
  switch (fact.kind) {
    case 'known':
      return fact.value;
    case 'base-image':
      return 'that of the base image';
    case 'unknown':
      return fact.variables.length === 0 ? 'not known' : `not known (${fact.variables.join(', ')})`;
  }
}

function renderMount({
  line,
  type,
  target,
  source,
  from,
  id,
  sharing,
  unknownKeys,
  problems,
}: InspectedMount): string {
  const facts = Object.entries({ source, from, id, sharing }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${value}`],
  );
  const place = target ?? (unknownKeys.includes('target') ? '' : 'without target');
  const unknown = unknownKeys.map((key) => `${key} not known`);
  const words = [`line ${line}: ${type} mount`, place, ...facts].filter((word) => word !== '').join(' ');
  const mount = [words, ...unknown].join(', ');
  return problems[0] === undefined ? mount : `${mount} (BuildKit refuses it: ${problems[0]})`;
}
