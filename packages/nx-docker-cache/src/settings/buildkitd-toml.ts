import { keepingRules } from './gc-rules';

/**
 * buildkitd.toml with rules that keep cache mounts, for builders of the driver docker-container. Only ever appended to:
 * undefined when the file already says something of garbage collection, which is somebody's decision.
 */
export function withGcPolicy(text: string, keep: string): string | undefined {
  if (SETTINGS.some((setting) => setting.test(text))) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  return `${text}${gap}${gcTables(keep).join(eol)}${eol}`;
}

/** What says something of garbage collection. Blanks are those of TOML: with `\s` each empty line would be read to the end. */
const SETTINGS = [
  /^[ \t]*(?:gc|gckeepstorage|reservedSpace)[ \t]*=/im,
  /^[ \t]*\[\[[ \t]*worker\.\w+\.gcpolicy/im,
  /^[ \t]*\[[ \t]*worker[ \t]*\.[ \t]*oci[ \t]*\]/m,
  /^[ \t]*\[?[ \t]*worker[ \t]*=/m,
] as const;

/** As lines of TOML. */
export function gcTables(keep: string): readonly string[] {
  return [
    '[worker.oci]',
    '  gc = true',
    ...keepingRules(keep).flatMap(({ type, keepDuration, keep: space, all }) => [
      '',
      '  [[worker.oci.gcpolicy]]',
      ...(type === undefined ? [] : [`    filters = ["type==${type}"]`]),
      ...(keepDuration === undefined ? [] : [`    keepDuration = "${keepDuration}"`]),
      ...(all ? ['    all = true'] : []),
      `    reservedSpace = "${space}"`,
      `    maxUsedSpace = "${space}"`,
    ]),
  ];
}
