import type { Checked } from './checked';
import type { Finding, Place } from './finding';
import type { Rule, Severity } from './rule';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

/**
 * A SARIF 2.1.0 log (OASIS standard, errata 01) of one run. What concerns the machine has no place in a file, without
 * which readers such as GitHub's code scanning refuse a result: it is a notification about the tool's surroundings
 * instead. What could not be judged is a notification of the run, which then was not successful.
 */
export function renderSarif(checked: readonly Checked[], rules: readonly Rule[]): string {
  const codes = rules.map(({ code }) => code as string);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'nx-docker-cache', rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(checked, codes)],
        results: checked
          .filter(({ path }) => path !== undefined)
          .flatMap(({ path = '', findings }) => findings.map((finding) => result(finding, path, codes))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor({ code, title, why, remedy, severity }: Rule): object {
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why} What to do: ${remedy}.` },
    defaultConfiguration: { level: LEVEL[severity] },
  };
}

function invocation(checked: readonly Checked[], codes: readonly string[]): object {
  const failures = checked.flatMap(({ path, error }) =>
    error === undefined
      ? []
      : [
          {
            level: 'error',
            descriptor: { id: error.code },
            message: { text: [error.what, ...(error.why === undefined ? [] : [error.why])].join(': ') },
            ...(path !== undefined && { locations: [location(path, undefined)] }),
          },
        ],
  );
  return {
    executionSuccessful: failures.length === 0,
    toolExecutionNotifications: failures,
    toolConfigurationNotifications: checked
      .filter(({ subject }) => subject === 'machine')
      .flatMap(({ findings }) => findings.map((finding) => notification(finding, codes))),
  };
}

function notification(finding: Finding, codes: readonly string[]): object {
  return {
    level: LEVEL[finding.severity],
    message: { text: textOf(finding) },
    associatedRule: { id: finding.code, ...indexOf(finding.code, codes, 'index') },
  };
}

function result(finding: Finding, path: string, codes: readonly string[]): object {
  return {
    ruleId: finding.code,
    ...indexOf(finding.code, codes, 'ruleIndex'),
    level: LEVEL[finding.severity],
    message: { text: textOf(finding) },
    locations: [location(path, finding.place)],
  };
}

/** A finding of another origin has no rule among ours. */
function indexOf(code: string, codes: readonly string[], name: string): Readonly<Record<string, number>> {
  const index = codes.indexOf(code);
  return index < 0 ? {} : { [name]: index };
}

function textOf({ message, remedy }: Finding): string {
  return remedy === undefined ? message : `${message}. Next: ${remedy}`;
}

/** Columns of SARIF begin at 1, and the end is behind the last character, as here. */
function location(path: string, place: Place | undefined): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      ...(place !== undefined && {
        region: {
          startLine: place.start.line,
          startColumn: place.start.column,
          endLine: place.end.line,
          endColumn: place.end.column,
        },
      }),
    },
  };
}
