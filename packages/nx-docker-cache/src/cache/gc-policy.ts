import { parseBytes, parseSpan } from './quantities';

/** One rule of a builder's garbage collection (BuildKit, client/prune.go `PruneInfo`): it deletes while all that it says holds. */
export interface GcRule {
  /** Also internal records and those that are part of an image. */
  readonly all: boolean;
  /** One of them must match a record; within one, what commas separate must match all together. None: every record. */
  readonly filters: readonly string[];
  /** Records used within this time are kept. */
  readonly keepMs: number | undefined;
  readonly reservedBytes: number | undefined;
  readonly maxUsedBytes: number | undefined;
  readonly minFreeBytes: number | undefined;
}

export interface BuilderFacts {
  readonly name: string;
  readonly driver: string;
  /** As the builder tells it; Debian's engines tell `v0.0.0+unknown`. */
  readonly buildkit: string | undefined;
  /** For which it builds when nobody says so, `linux/amd64`: the first that it names. */
  readonly platform?: string | undefined;
  /** Undefined where the builder does not tell its rules (engines before 27). Empty: it collects nothing. */
  readonly rules: readonly GcRule[] | undefined;
}

/** The output of `docker buildx inspect`, of the first node; undefined when it is something else. */
export function readBuilder(output: string): BuilderFacts | undefined {
  const lines = output.split('\n').map(readLine);
  const value = (label: string): string | undefined => lines.find((line) => line.label === label)?.value;
  const [name, driver] = [value('Name'), value('Driver')];
  if (name === undefined || driver === undefined) return undefined;
  return {
    name,
    driver,
    buildkit: value('BuildKit version') ?? value('Buildkit'),
    // buildx marks with a star what somebody has set.
    platform: value('Platforms')?.split(/[*,\s]/)[0] || undefined,
    rules: rulesOf(lines),
  };
}

interface Line {
  readonly label: string;
  readonly value: string;
}

function readLine(line: string): Line {
  const [, label = '', value = ''] = /^\s*([A-Za-z][^:]*):\s*(.*)$/.exec(line) ?? [];
  return { label, value: value.trim() };
}

const RULE = /^GC Policy rule#(\d+)$/;

/** Those of the first node: a builder of several nodes is started with one configuration as a rule. */
function rulesOf(lines: readonly Line[]): readonly GcRule[] | undefined {
  const starts = lines.flatMap(({ label }, index) => (RULE.test(label) ? [index] : []));
  if (starts.length === 0) return undefined;
  const numbers = starts.map((start) => Number(RULE.exec(lines[start]?.label ?? '')?.[1]));
  const again = numbers.findIndex((number, index) => index > 0 && number === 0);
  return starts
    .slice(0, again < 0 ? undefined : again)
    .map((start, index) => ruleOf(lines.slice(start + 1, starts[index + 1])));
}

function ruleOf(lines: readonly Line[]): GcRule {
  const value = (label: string): string | undefined => lines.find((line) => line.label === label)?.value;
  const bytes = (label: string): number | undefined => parseBytes(value(label) ?? '');
  const filters = value('Filters');
  return {
    all: value('All') === 'true',
    filters: filters === undefined || filters === '' ? [] : filters.split(/\s+/),
    keepMs: parseSpan(value('Keep Duration') ?? ''),
    reservedBytes: bytes('Reserved Space') ?? bytes('Keep Bytes'),
    maxUsedBytes: bytes('Max Used Space'),
    minFreeBytes: bytes('Min Free Space'),
  };
}

/**
 * Whether a rule's filters take in a record (containerd's filter language, of which rules use types). Undefined when a
 * filter says something that is not understood.
 */
export function matchesFilters(filters: readonly string[], type: string): boolean | undefined {
  if (filters.length === 0) return true;
  const answers = filters.map((filter) => matchesAll(filter, type));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function matchesAll(filter: string, type: string): boolean | undefined {
  const answers = filter.split(',').map((part): boolean | undefined => {
    const [, operator, value = ''] = /^type(==|!=)"?([\w.]+)"?$/.exec(part.trim()) ?? [];
    if (operator === undefined) return undefined;
    return (value === type) === (operator === '==');
  });
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
