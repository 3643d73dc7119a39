import * as path from 'node:path';
import { shownIndex, type Observation } from '../../benchmark/observe-index';
import type { BenchmarkReport } from '../../benchmark/report';
import { cellsOf, mountsWithoutEffect, type Sample } from '../../benchmark/results';
import { renderChart } from '../../benchmark/render-chart';
import { renderMarkdown, renderTable } from '../../benchmark/render-table';
import { ROWS } from '../../benchmark/rows';
import { schedule, type PlannedSequence } from '../../benchmark/schedule';
import { VARIANTS, type Variant } from '../../benchmark/variants';
import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { formatDuration } from '../../timing/duration';
import { buildxVersionOf } from '../build/buildx-version';
import { interruption } from '../build/interruption';
import { shownPath } from '../build/shown-path';
import { benchFolder, type BenchFolder } from './bench-folder';
import type { BenchmarkRequest } from './benchmark-request';
import { cleanUp, type Leftovers, type UsedMounts } from './clean-up';
import { layOut, type Layout } from './lay-out';
import { watchLayers } from './left-layers';
import { limitLink, type BuildLink } from './limit-link';
import { measureBuild, type BuildCompany, type MeasuredBuild, type PlannedBuild } from './measure-build';
import { measureMany } from './measure-many';
import { observeIndex } from './observe-index';

/**
 * Measures the builds of a Dockerfile as it was, as it is and as upgrades would make it, and prints the table. The user's
 * files, layers and cache mounts stay as they are; what the benchmark has made is gone afterwards, whatever happens.
 * @throws ProductError for everything that can go wrong with a build
 */
export async function runBenchmark(world: World, request: BenchmarkRequest): Promise<BenchmarkReport> {
  const layout = await layOut(world, request);
  requireVariants(layout);
  const startedAt = world.clock.now();
  const measured = await measure(world, request, layout);
  const report = await reportOf(world, request, layout, { ...measured, startedAt });
  if (request.chart !== undefined) await world.files.write(request.chart, renderChart(report));
  world.terminal.out(RENDERERS[request.report](report));
  return report;
}

const RENDERERS = {
  table: renderTable,
  markdown: renderMarkdown,
  json: (report) => `${JSON.stringify(report)}\n`,
} as const satisfies Record<BenchmarkRequest['report'], (report: BenchmarkReport) => string>;

interface Measured {
  readonly samples: readonly Sample[];
  readonly index: Observation | undefined;
}

async function measure(world: World, request: BenchmarkRequest, layout: Layout): Promise<Measured> {
  const interrupt = interruption(world);
  const scratch = await world.files.temporaryFolder('nx-docker-cache-benchmark-');
  try {
    const index = await observeIndex(world, request, {
      text: layout.variants[0]?.text ?? '',
      package: layout.package,
      scratch,
      unique: world.uuid(),
    });
    const samples = await measureAll(world, request, layout, { index, scratch, signal: interrupt.signal });
    return { samples, index };
  } finally {
    await world.files.remove(scratch);
    interrupt.release();
  }
}

/** What it makes in the engine is gone afterwards, whatever happens. */
async function measureAll(
  world: World,
  request: BenchmarkRequest,
  layout: Layout,
  { index, scratch, signal }: Omit<Surroundings, 'link'> & Pick<Measured, 'index'>,
): Promise<readonly Sample[]> {
  const { builder } = request.inputs;
  const link = await limitLink(world, request, index, scratch);
  const sayLeftLayers = await watchLayers(world, builder);
  const session = new Session(world, request, layout, { link, scratch, signal });
  try {
    const samples = await session.run();
    link.requireUse();
    return samples;
  } finally {
    await cleanUp(world, session.leftovers(), { scratch, builder });
    await sayLeftLayers();
    await link.close();
  }
}

interface Surroundings {
  readonly link: BuildLink;
  readonly scratch: string;
  readonly signal: AbortSignal;
}

const MOST_ATTEMPTS = 3;

/** One benchmark while it runs. */
class Session {
  readonly #token: string;
  readonly #mounts: UsedMounts[] = [];

  constructor(
    private readonly world: World,
    private readonly request: BenchmarkRequest,
    private readonly layout: Layout,
    private readonly surroundings: Surroundings,
  ) {
    this.#token = `benchmark-${world.uuid().slice(0, 8)}`;
  }

  async run(): Promise<readonly Sample[]> {
    const names = this.layout.variants.map(({ name }) => name);
    const sequences = schedule(names, this.request.repetitions);
    const samples: Sample[] = [];
    for (const [index, sequence] of sequences.entries()) {
      const of = `${index + 1}/${sequences.length} ${VARIANTS[sequence.variant].title}`;
      samples.push(...(await this.#measured(sequence, of)));
    }
    return samples;
  }

  leftovers(): Leftovers {
    const { variants, others } = this.layout;
    const references = variants.flatMap(({ name }) => [
      this.#reference(name),
      ...others.ten.map((_, index) => this.#reference(name, index)),
    ]);
    return { references, mounts: this.#mounts };
  }

  /** All rows of a variant. After a fault of the engine they are measured again, from the first one on. */
  async #measured(sequence: PlannedSequence, of: string): Promise<readonly Sample[]> {
    for (let attempt = 1; ; attempt += 1) {
      const found = await this.#attempt(sequence, attempt, of);
      if ('samples' in found) return found.samples;
      if (attempt === MOST_ATTEMPTS)
        throw new ProductError({
          code: 'BUILD_FAILED',
          what: `the engine failed ${MOST_ATTEMPTS} times to store the image`,
          where: this.request.project,
          why: found.why,
          next: 'restart the engine, and measure again',
        });
      this.world.terminal.err(`${of}: the engine failed to store the image, so it is measured again\n`);
    }
  }

  async #attempt(
    sequence: PlannedSequence,
    attempt: number,
    of: string,
  ): Promise<{ readonly samples: readonly Sample[] } | { readonly why: string }> {
    const { variant, repetition } = sequence;
    const namespace = `${this.#token}-${variant}-${repetition}-${attempt}`;
    const own = await this.#newFolders(variant, [this.layout.variants], namespace);
    const second = await this.#newFolders(variant, this.layout.others.second, `${namespace}-second`);
    const samples: Sample[] = [];
    for (const row of this.layout.rows) {
      const { project, layers } = ROWS[row];
      const change = this.layout.changes[row];
      if (change !== undefined) for (const folder of own) await folder.change(change);
      const found =
        project === 'ten'
          ? await this.#measureTen({ ...sequence, row }, `${namespace}${layers}`)
          : await this.#measureOne({ ...sequence, row }, project === 'own' ? own : second, namespace);
      if (found === undefined) continue;
      if (found.kind === 'faulty') return found;
      samples.push(found.sample);
      this.world.terminal.err(`${of}, ${ROWS[row].title}: ${formatDuration(found.sample.wallMs)}\n`);
    }
    return { samples };
  }

  async #measureOne(
    planned: PlannedBuild,
    [folder]: readonly BenchFolder[],
    namespace: string,
  ): Promise<MeasuredBuild | undefined> {
    if (folder === undefined) return undefined;
    const reference = this.#reference(planned.variant);
    const bust = `${namespace}${ROWS[planned.row].layers}`;
    const company = this.#company(folder, { reference, namespace, bust });
    return measureBuild(this.world, this.request, planned, company);
  }

  /** Mounts of their own: none of the ten finds what another row has fetched. */
  async #measureTen(planned: PlannedBuild, namespace: string): Promise<MeasuredBuild | undefined> {
    const folders = await this.#newFolders(planned.variant, this.layout.others.ten, namespace);
    if (folders.length === 0) return undefined;
    const companies = folders.map((folder, index) =>
      this.#company(folder, {
        reference: this.#reference(planned.variant, index),
        namespace,
        bust: namespace,
      }),
    );
    return measureMany(this.world, this.request, planned, companies);
  }

  #company(
    folder: BenchFolder,
    {
      reference,
      namespace,
      bust,
    }: { readonly reference: string; readonly namespace: string; readonly bust: string },
  ): BuildCompany {
    const hasRun = (): void => {
      if (!this.#mounts.some((each) => each.namespace === namespace))
        this.#mounts.push({ namespace, text: folder.text, reference });
    };
    const { link, scratch, signal } = this.surroundings;
    const { indexArguments } = link;
    return { folder, reference, mountNamespace: namespace, bust, indexArguments, scratch, signal, hasRun };
  }

  /** One for each of these projects that has the variant. */
  async #newFolders(
    name: Variant,
    projects: readonly Layout['variants'][],
    place: string,
  ): Promise<readonly BenchFolder[]> {
    const made = projects.flatMap((variants) => variants.find((each) => each.name === name) ?? []);
    return Promise.all(
      made.map((variant, index) =>
        benchFolder(this.world, this.request, {
          taken: this.layout.files,
          variant,
          folder: path.join(this.surroundings.scratch, place, String(index)),
        }),
      ),
    );
  }

  #reference(variant: Variant, project?: number): string {
    const of = project === undefined ? '' : `-${project}`;
    return `nx-docker-cache-${this.#token}:${variant}${of}`;
  }
}

async function reportOf(
  world: World,
  request: BenchmarkRequest,
  { variants, rows, leftOut, pastLink }: Layout,
  { samples, index, startedAt }: Measured & { readonly startedAt: number },
): Promise<BenchmarkReport> {
  const names = variants.map(({ name }) => name);
  const cells = cellsOf(samples, names, rows);
  const engine = await world.engine.facts();
  const facts = 'facts' in engine ? engine.facts : undefined;
  const version = await world.processes.run({ file: 'docker', args: ['buildx', 'version'] });
  return {
    schemaVersion: 1,
    dockerfile: shownPath(request, request.dockerfile),
    variants: names,
    rows,
    leftOut,
    cells,
    samples,
    mountsWithoutEffect: mountsWithoutEffect(cells).filter((name) => hasMounts(variants, name)),
    rate: request.rate?.written,
    pastLink,
    index: index && shownIndex(index),
    machine: {
      ...world.hardware(),
      platform: world.environment.platform,
      engine: facts?.version,
      containerdStore: facts?.containerdStore,
      buildx: version.kind === 'exited' ? buildxVersionOf(version.stdout) : undefined,
    },
    startedAt,
    endedAt: world.clock.now(),
  };
}

function hasMounts(variants: Layout['variants'], name: Variant): boolean {
  return variants.find((each) => each.name === name)?.text.includes('type=cache') === true;
}

/** @throws ProductError OPTION_TYPE where nothing is left to be measured */
function requireVariants({ variants }: Layout): void {
  if (variants.length > 0) return;
  throw new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: 'there is nothing to measure',
    why: 'none of the variants that were asked for is there',
    next: `leave ${names('variants')} out`,
  }));
}
