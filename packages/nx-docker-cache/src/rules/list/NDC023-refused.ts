import { rejections } from '../../dockerfile/rejections';
import type { Range } from '../../dockerfile/syntax';
import { headOf, type DockerfileFacts } from '../dockerfile-facts';
import type { DockerfileRule } from '../rule';

export const rule: DockerfileRule = {
  code: 'NDC023',
  subject: 'dockerfile',
  severity: 'error',
  title: 'BuildKit refuses an instruction',
  why: 'The file can be read, but not built: an unknown instruction or flag, missing arguments, a mount that cannot be. BuildKit says so only when the build comes to it.',
  remedy: 'correct the instruction',
  fix: undefined,
  bad: 'FROM debian:12\nRUN --mount=type=cache,target=/root/.cache,sharing=yes echo\n',
  good: 'FROM debian:12\nRUN --mount=type=cache,target=/root/.cache,sharing=locked echo\n',
  find: (facts) => (isOurs(facts) ? [...refusedInstructions(facts), ...refusedMounts(facts)] : []),
};

/** Another frontend has its own grammar, and a template (`{{#if}}`) is no Dockerfile yet. */
function isOurs({ dockerfile }: DockerfileFacts): boolean {
  if (dockerfile.instructions.some(({ name }) => name.startsWith('{{') || name.startsWith('{%')))
    return false;
  const syntax = dockerfile.directives.find(({ name }) => name === 'syntax')?.value;
  return syntax === undefined || /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::|@|$)/.test(syntax);
}

interface Refused {
  readonly message: string;
  readonly range: Range | undefined;
}

function refusedInstructions({ dockerfile }: DockerfileFacts): readonly Refused[] {
  return rejections(dockerfile).map(({ message, line }) => {
    const instruction = dockerfile.instructions.find(({ startLine }) => startLine === line);
    return {
      message: `BuildKit refuses it: ${message}`,
      range: instruction && headOf(dockerfile, instruction),
    };
  });
}

function refusedMounts({ runs }: DockerfileFacts): readonly Refused[] {
  return runs.flatMap(({ mounts }) =>
    mounts.flatMap(({ problems: [problem], flag }) =>
      problem === undefined ? [] : [{ message: `BuildKit refuses the mount: ${problem}`, range: flag.range }],
    ),
  );
}
