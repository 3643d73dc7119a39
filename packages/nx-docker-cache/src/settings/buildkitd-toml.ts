import { keepingRules } from './gc-rules';

/**
 * buildkitd.toml with rules that keep cache mounts, for builders of the driver docker-container. Only ever appended to:
 * undefined when the file already says something of garbage collection, which is somebody's decision.
 */
export function withGcPolicy(text: string, keep: string): string | undefined {
  if (/^\s*(?:gc\s*=|gckeepstorage\s*=|reservedSpace\s*=|\[\[\s*worker\.\w+\.gcpolicy)/im.test(text))
    return undefined;
  if (/^\s*\[\s*worker\s*\.\s*oci\s*\]/m.test(text) || /^\s*\[?\s*worker\s*=/m.test(text)) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  return `${text}${gap}${gcTables(keep).join(eol)}${eol}`;
}

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
