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

/** By the name itself too: most keywords are upper-case. */
const BY_KEYWORD: ReadonlyMap<string, InstructionName> = new Map(
  INSTRUCTION_NAMES.flatMap((name) => [
    [name, name],
    [name.toLowerCase(), name],
  ]),
);

/** The keyword in upper case. Go lowers a dotted capital I to a plain one, JavaScript does not. */
export function canonicalName(keyword: string): string {
  const known = BY_KEYWORD.get(keyword) ?? BY_KEYWORD.get(keyword.replaceAll('\u0130', 'i').toLowerCase());
  return known ?? keyword.toUpperCase();
}

export function isInstructionName(name: string): name is InstructionName {
  return BY_KEYWORD.get(name) === name;
}
