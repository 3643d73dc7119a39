import type { Instruction } from '../../dockerfile/syntax';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC021',
  subject: 'dockerfile',
  severity: 'error',
  title: 'The # syntax line names a frontend that is too old for the file',
  why: 'The line at the top decides which parser reads the file, whatever the engine could do. A version that was pinned years ago does not know what came later, and the build fails or misreads it.',
  remedy: 'write # syntax=docker/dockerfile:1',
  fix: undefined,
  bad: '# syntax=docker/dockerfile:1.0\nFROM python:3.12-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n',
  good: '# syntax=docker/dockerfile:1\nFROM python:3.12-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n',
  find: ({ dockerfile }) => {
    const directive = dockerfile.directives.find(({ name }) => name === 'syntax');
    const version = /^(?:docker\.io\/)?docker\/dockerfile:1\.(\d+)(?:\.\d+)?$/.exec(
      directive?.value ?? '',
    )?.[1];
    if (directive === undefined || version === undefined) return [];
    return FEATURES.flatMap(({ since, name, isUsed }) => {
      const user = dockerfile.instructions.find(isUsed);
      if (user === undefined || Number(version) >= since) return [];
      return [
        {
          message: `${name} (line ${user.startLine}) came with docker/dockerfile:1.${since}, and the file asks for 1.${version}`,
          range: directive.range,
        },
      ];
    }).slice(0, 1);
  },
};

interface Feature {
  readonly since: number;
  readonly name: string;
  readonly isUsed: (instruction: Instruction) => boolean;
}

const hasFlag =
  (instruction: string, flag: string) =>
  ({ name, flags }: Instruction): boolean =>
    name === instruction && flags.some((each) => each.name === flag);

/** What came with which release of the frontend (its release notes). */
const FEATURES: readonly Feature[] = [
  { since: 7, name: 'COPY --parents', isUsed: hasFlag('COPY', 'parents') },
  { since: 6, name: 'ADD --checksum', isUsed: hasFlag('ADD', 'checksum') },
  { since: 4, name: 'COPY --link', isUsed: hasFlag('COPY', 'link') },
  { since: 4, name: 'a heredoc', isUsed: ({ heredocs }) => heredocs.length > 0 },
  { since: 2, name: 'RUN --mount', isUsed: hasFlag('RUN', 'mount') },
];
