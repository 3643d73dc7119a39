import { pastLink } from '../../benchmark/past-link';
import { codeChange, firstRequirement, packageChange, type Change } from '../../benchmark/plan-changes';
import type { BenchmarkReport } from '../../benchmark/report';
import { ROWS, type Row } from '../../benchmark/rows';
import { otherProject, type OtherProject } from '../../benchmark/other-project';
import { makeVariants, VARIANTS, type MadeVariant, type VariantSources } from '../../benchmark/variants';
import type { SentFiles } from '../../context/project-files';
import { parse } from '../../dockerfile/parse';
import { dockerfileSyntax } from '../../errors/dockerfile-errors';
import { ignoreFileInvalid } from '../../errors/ignore-file-invalid';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { takesOf } from '../../rules/context-facts';
import { dockerfileBytes, dockerfileText } from '../build/read-dockerfile';
import { sentContext } from '../build/sent-context';
import { shownPath } from '../build/shown-path';
import { readBefore } from '../verify/read-sources';
import type { BenchmarkRequest } from './benchmark-request';
import { manyObstacle } from './measure-many';

/** What is going to be measured. */
export interface Layout {
  readonly variants: readonly Extract<MadeVariant, { kind: 'made' }>[];
  readonly rows: readonly Row[];
  readonly leftOut: BenchmarkReport['leftOut'];
  /** The same Dockerfiles for further projects, as far as they are measured: the second one, or ten. */
  readonly others: Readonly<Record<'second' | 'ten', readonly Layout['variants'][]>>;
  /** What the rows change, where they change something. */
  readonly changes: Partial<Record<Row, Extract<Change, { kind: 'change' }>>>;
  /** A distribution that the requirements ask for. */
  readonly package: string | undefined;
  /** What the builds download past a link that is limited (`pastLink`); empty where none is. */
  readonly pastLink: readonly string[];
  /** Files of the context that the builds read, relative to it. */
  readonly files: readonly string[];
}

/**
 * Reads the Dockerfiles and decides what can be measured.
 * @throws ProductError for a Dockerfile or an ignore file that cannot be read
 */
export async function layOut(world: World, request: BenchmarkRequest): Promise<Layout> {
  const shown = shownPath(request, request.dockerfile);
  const files = await sentContext(world.files, request.dockerfile, request.context);
  if (files === undefined) throw ignoreFileInvalid(shown);
  const now = await dockerfileBytes(world.files, { file: request.dockerfile, shown });
  const sources = {
    before: await textBefore(world, request),
    now: dockerfileText(now, shown),
    files,
    complete: request.complete,
  };
  const made = makeVariants(request.variants, sources);
  const variants = made.filter((each) => each.kind === 'made');
  const taken = [...new Set(variants.flatMap(({ text }) => filesTaken(text, files, shown)))].sort();
  const changes = {
    package: packageChange(taken, (file) => files.text(file), request.addPackage),
    code: codeChange(taken),
  };
  const other = (index?: number) => otherProject(taken, (file) => files.text(file), index);
  const obstacle = request.rows.includes('ten') ? manyObstacle(request) : undefined;
  const needed = {
    ...changes,
    second: other(),
    ten: obstacle === undefined ? other() : ({ kind: 'none', why: obstacle } as const),
  };
  const missing = Object.entries(needed).flatMap(([row, change]) =>
    change.kind === 'none' ? [{ row: row as Row, why: change.why }] : [],
  );
  const rows = request.rows.filter((row) => !missing.some((each) => each.row === row));
  const projects = (row: Row, indices: readonly (number | undefined)[]): readonly Layout['variants'][] =>
    (rows.includes(row) ? indices : []).flatMap((index) => {
      const made = other(index);
      return made.kind === 'made' ? [variantsOf(variants, sources, made)] : [];
    });
  return {
    variants,
    others: { second: projects('second', [undefined]), ten: projects('ten', [...Array(10).keys()]) },
    rows,
    leftOut: [
      ...made.flatMap((each) =>
        each.kind === 'left-out' ? [{ what: VARIANTS[each.name].title, why: each.why }] : [],
      ),
      ...missing.flatMap(({ row, why }) =>
        request.rows.includes(row) ? [{ what: ROWS[row].title, why }] : [],
      ),
    ],
    changes: Object.fromEntries(Object.entries(changes).filter(([, change]) => change.kind === 'change')),
    package: firstRequirement(taken, (file) => files.text(file)),
    pastLink: request.rate === undefined ? [] : pastLinkOf(variants, { taken, files, request }),
    files: taken,
  };
}

function pastLinkOf(
  variants: Layout['variants'],
  {
    taken,
    files,
    request: { inputs },
  }: { readonly taken: readonly string[]; readonly files: SentFiles; readonly request: BenchmarkRequest },
): readonly string[] {
  const buildArguments = new Set((inputs.buildArgs ?? []).map((each) => each.replace(/=.*$/s, '')));
  const found = variants.flatMap(({ text, files: beside }) => {
    const parsed = parse(text);
    const read = (file: string): string | undefined => beside.get(file) ?? files.text(file);
    return parsed.ok ? pastLink(parsed.dockerfile, { taken, text: read, buildArguments }) : [];
  });
  return [...new Set(found)];
}

/** Each with the files of another project beside its own, among them a base layer of its own requirements. */
function variantsOf(
  variants: Layout['variants'],
  sources: VariantSources,
  { path: file, text }: OtherProject,
): Layout['variants'] {
  const { files } = sources;
  const others = { ...files, text: (path: string) => (path === file ? text : files.text(path)) };
  const names = variants.map(({ name }) => name);
  return makeVariants(names, { ...sources, files: others }).flatMap((made) =>
    made.kind === 'made' ? [{ ...made, files: new Map([...made.files, [file, text]]) }] : [],
  );
}

/** An earlier Dockerfile is no must: a project that is new to git has none. */
async function textBefore(world: World, request: BenchmarkRequest): Promise<string | undefined> {
  if (!request.variants.includes('before')) return undefined;
  try {
    return (await readBefore(world, request, request.before)).text;
  } catch (error) {
    const isUnasked = request.before.kind === 'git' && request.before.revision === 'HEAD';
    if (error instanceof ProductError && error.code === 'BEFORE_MISSING' && isUnasked) return undefined;
    throw error;
  }
}

function filesTaken(text: string, files: SentFiles, where: string): readonly string[] {
  const parsed = parse(text);
  if (!parsed.ok) throw dockerfileSyntax(parsed.problems, where);
  return takesOf(parsed.dockerfile, files).flatMap((take) => [...take.files, ...take.maybe]);
}
