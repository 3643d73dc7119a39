import { knownValue } from '../dockerfile/scope';
import { copySources } from '../dockerfile/copy-sources';
import { knownText } from '../dockerfile/expand';
import { mountsOf } from '../dockerfile/mounts';
import { findStage, type ScopedInstruction, type Stage } from '../dockerfile/stages';
import type { Recipe } from '../recipes/recipe';
import { destinationOf } from './destination';
import { firstNeeding } from './needed-after';
import { HOLDS_CACHES, relationTo, resolvePath, type PathRelation } from './paths';
import { lineage, runsOn, type RunSite, type Sites } from './sites';

/**
 * A COPY or a mount (`--mount=from=build,…`) that takes from a stage what a RUN leaves in a folder. Where it takes all that is
 * above a plain cache it is for something else, unless a RUN that sees it works on what would not be there.
 */
export function takenFrom(sites: Sites, site: RunSite, recipe: Recipe, folder: string): string | undefined {
  const isWhole = isTakenWhole(recipe, folder);
  const found = takingsOf(sites, folder).find(({ taking, source, relation }) => {
    if (!lineage(sites.stages, taking.from).includes(site.stage)) return false;
    if (relation !== 'above') return true;
    if (source !== '/' && (isWhole || HOLDS_CACHES.test(source))) return true;
    return isNeededThere(sites, recipe, taking, { source, folder });
  });
  return found && `line ${found.taking.line}`;
}

/** Packages that are used from there, and lists that a later install reads, are taken together with what is around them. */
function isTakenWhole({ caches }: Recipe, folder: string): boolean {
  return caches.some(
    ({ isStore, renewedBy, place }) =>
      isStore || (renewedBy !== undefined && place.kind === 'fixed' && place.path === folder),
  );
}

/** Whether a RUN works on the folder where it is after it was taken. */
function isNeededThere(
  sites: Sites,
  recipe: Recipe,
  { destination, seenBy }: Taking,
  { source, folder }: { readonly source: string; readonly folder: string },
): boolean {
  if (destination === undefined) return false;
  const depth = source.split('/').filter((segment) => segment !== '').length;
  const rest = folder.split('/').slice(depth + 1);
  const there = resolvePath(destination, rest.join('/'));
  return there !== undefined && firstNeeding(sites, seenBy, recipe, there) !== undefined;
}

/** What an instruction takes from another stage. */
interface Taking {
  readonly from: Stage;
  /** Absolute; unknown variables as they are written. */
  readonly sources: readonly string[];
  /** Undefined where it is not known. */
  readonly destination: string | undefined;
  /** The RUNs that find it there. */
  readonly seenBy: readonly RunSite[];
  readonly line: number;
}

/** A taking of a folder, of something in it, or of one that it is in. */
interface TakingOfFolder {
  readonly taking: Taking;
  readonly source: string;
  readonly relation: Exclude<PathRelation, 'apart'>;
}

/** Every RUN asks the same, of a file that may have hundreds of stages. */
const known = new WeakMap<
  Sites,
  { readonly all: readonly Taking[]; readonly by: Map<string, TakingOfFolder[]> }
>();

function takingsOf(sites: Sites, folder: string): readonly TakingOfFolder[] {
  const memory = known.get(sites) ?? { all: allTakings(sites), by: new Map<string, TakingOfFolder[]>() };
  known.set(sites, memory);
  const found =
    memory.by.get(folder) ??
    memory.all.flatMap((taking) =>
      taking.sources.flatMap((source): TakingOfFolder[] => {
        const relation = relationToSource(folder, source);
        return relation === 'apart' ? [] : [{ taking, source, relation }];
      }),
    );
  memory.by.set(folder, found);
  return found;
}

function allTakings(sites: Sites): Taking[] {
  return sites.stages.flatMap((stage) => [
    ...stage.instructions.flatMap((step) => copyTaking(sites, stage, step)),
    ...(sites.runs[stage.index] ?? []).flatMap((site) => mountTakings(sites, site)),
  ]);
}

function copyTaking(sites: Sites, stage: Stage, step: ScopedInstruction): Taking[] {
  const { instruction, scope } = step;
  const copy = copySources(instruction);
  const from = copy?.from === undefined ? undefined : findStage(sites.stages, copy.from);
  if (copy?.destination === undefined || from === undefined) return [];
  return [
    {
      from,
      sources: copy.sources.flatMap(({ text }) => sourcePath(knownText(scope.expand(text)))),
      destination: destinationOf(step),
      seenBy: runsOn(sites, stage).filter(({ run }) => run.startLine > instruction.startLine),
      line: instruction.startLine,
    },
  ];
}

function mountTakings({ stages }: Sites, site: RunSite): Taking[] {
  return mountsOf(site.run, site.scope.expand).flatMap((mount): Taking[] => {
    const from = mount.from === undefined ? undefined : findStage(stages, mount.from);
    if (from === undefined) return [];
    // A value that is not known is left out of the mount, and written in its field.
    const field = mount.fields.find(({ key }) => key === 'source' || key === 'src');
    return [
      {
        from,
        sources: sourcePath(mount.source ?? field?.value ?? '/'),
        destination: mount.target === undefined ? undefined : inWorkdir(site.scope.workdir, mount.target),
        seenBy: [site],
        line: site.run.startLine,
      },
    ];
  });
}

function inWorkdir(workdir: ScopedInstruction['scope']['workdir'], path: string): string | undefined {
  return resolvePath(knownValue(workdir), path);
}

function sourcePath(text: string | undefined): string[] {
  return text === undefined ? [] : [resolvePath('/', text) ?? '/'];
}

const VARIABLE = /\$(?:\{[^}]*\}|\w+)/;

/** How a source lies to a folder; one with a variable as far as what is written around it says so. */
function relationToSource(folder: string, source: string): PathRelation {
  if (!VARIABLE.test(source)) return relationTo(folder, source);
  // A variable may have slashes in its default.
  const segments = source.split(/\/(?![^{]*\})/);
  const prefixes = segments.map((_, index) => segments.slice(0, index + 1).join('/'));
  if (prefixes.some((prefix) => mayBe(prefix, folder))) return 'inside';
  const above = folder.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
  return above.some((path) => mayBe(source, path)) ? 'above' : 'apart';
}

/** Whether a path with variables may be another one. A variable alone says nothing: it is not taken for a cache. */
function mayBe(written: string, path: string): boolean {
  const texts = written.split(new RegExp(VARIABLE, 'g'));
  if (!/[^/.*?]/.test(texts.join(''))) return false;
  const [first = '', ...rest] = texts.map((text) =>
    text.replace(/[.+^${}()|\\[\]]/g, '\\$&').replace(/\*/g, '[^/]*'),
  );
  // At its start it may be a path of its own: $HOME, $GOPATH.
  const source = first === '/' ? `.*${rest.join('[^/]*')}` : [first, ...rest].join('[^/]*');
  return new RegExp(`^${source}$`).test(path);
}
