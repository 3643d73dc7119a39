/** The instructions that BuildKit knows (`command/command.go`). */
export const INSTRUCTION_NAMES = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const;

export type InstructionName = (typeof INSTRUCTION_NAMES)[number];

const BY_LOWER_CASE: ReadonlyMap<string, InstructionName> = new Map(
  INSTRUCTION_NAMES.map((name) => [name.toLowerCase(), name]),
);

/** The keyword in upper case. Go lowers a dotted capital I to a plain one, JavaScript does not. */
export function canonicalName(keyword: string): string {
  return BY_LOWER_CASE.get(keyword.replaceAll('\u0130', 'i').toLowerCase()) ?? keyword.toUpperCase();
}

export function isInstructionName(name: string): name is InstructionName {
  return BY_LOWER_CASE.get(name.toLowerCase()) === name;
}
