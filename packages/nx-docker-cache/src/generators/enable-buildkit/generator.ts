import type { GeneratorCallback, Tree } from '@nx/devkit';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import * as path from 'node:path';
import { fileNotWritten } from '../../errors/file-not-written';
import { ProductError } from '../../errors/product-error';
import { realWorld } from '../../io/real-world';
import type { World } from '../../io/world';
import { gcTables, withGcPolicy } from '../../settings/buildkitd-toml';
import { daemonJsonPlace } from '../../settings/daemon-json-path';
import { withBuildKit } from '../../settings/daemon-settings';
import { isSize } from '../../settings/gc-rules';
import { readDaemonSettings } from '../../settings/read-daemon-settings';
import type { EnableBuildkitGeneratorSchema } from './schema';

const DEFAULT_KEEP = '20GB';

/** One file of settings as it is and as it is to be. */
interface SettingsEdit {
  readonly file: string;
  readonly before: string | undefined;
  /** The same as `before` when there is nothing to do. */
  readonly after: string;
  readonly said: readonly string[];
  /** What makes it count. */
  readonly restart: string;
}

/**
 * `nx g enable-buildkit`: shows what it changes, and writes it at the end, so that `--dry-run` writes nothing. The files
 * mostly lie outside of the workspace, where Nx writes none: hence through our own door.
 * @throws ProductError OPTION_TYPE, SETTINGS_INVALID, FILE_NOT_WRITTEN
 */
export default async function enableBuildkitGenerator(
  tree: Pick<Tree, 'root'>,
  options: EnableBuildkitGeneratorSchema,
  world: World = realWorld(),
): Promise<GeneratorCallback> {
  const keep = options.keep ?? DEFAULT_KEEP;
  if (!isSize(keep)) throw sizeRefused(keep);
  const edit =
    options.buildkitdToml === undefined
      ? await daemonEdit(tree.root, { ...options, keep }, world)
      : await tomlEdit(path.resolve(tree.root, options.buildkitdToml), keep, world);
  show(edit, world);
  return async () => {
    if (edit.after !== edit.before) await write(edit, world);
  };
}

async function daemonEdit(
  root: string,
  options: EnableBuildkitGeneratorSchema & { readonly keep: string },
  world: World,
): Promise<SettingsEdit> {
  const place = daemonJsonPlace({
    platform: world.environment.platform,
    homeFolder: world.environment.get('HOME') ?? world.environment.get('USERPROFILE') ?? '',
    isRootless: /^unix:\/\/\/run\/user\//.test(world.environment.get('DOCKER_HOST') ?? ''),
    join: (...parts) => path.join(...parts),
  });
  const file = options.daemonJson === undefined ? place.file : path.resolve(root, options.daemonJson);
  const before = await textOf(file, world);
  const { settings, changes, left } = withBuildKit(readDaemonSettings(before, file), {
    keep: options.keep,
    containerdStore: options.containerdStore ?? true,
  });
  const after =
    changes.length === 0 && before !== undefined
      ? before
      : `${JSON.stringify(settings, null, indentOf(before))}\n`;
  return { file, before, after, said: [...changes, ...left], restart: place.restart };
}

async function tomlEdit(file: string, keep: string, world: World): Promise<SettingsEdit> {
  const before = await textOf(file, world);
  const after = withGcPolicy(before ?? '', keep);
  const said =
    after === undefined
      ? [
          'it says something of worker.oci or of garbage collection already and stays as it is; what keeps cache mounts:',
          '',
          ...gcTables(keep),
        ]
      : [`the collector keeps cache mounts while the builder holds at most ${keep}`];
  return {
    file,
    before,
    after: after ?? before ?? '',
    said,
    restart: `docker buildx create --driver=docker-container --buildkitd-config=${file}`,
  };
}

async function textOf(file: string, { files }: World): Promise<string | undefined> {
  if ((await files.facts(file)) === undefined) return undefined;
  return new TextDecoder('utf-8', { ignoreBOM: false }).decode(await files.read(file));
}

/** The one that is there. */
function indentOf(text: string | undefined): string {
  return /^[ \t]+(?=")/m.exec(text ?? '')?.[0] ?? '  ';
}

function show({ file, before, after, said, restart }: SettingsEdit, { terminal }: World): void {
  if (after === before) terminal.out(`${file}: nothing to change\n`);
  else
    terminal.out(
      createTwoFilesPatch(file, file, before ?? '', after, undefined, undefined, {
        headerOptions: FILE_HEADERS_ONLY,
      }),
    );
  for (const line of said) terminal.out(line === '' ? '\n' : `  ${line}\n`);
  if (after !== before) terminal.out(`then: ${restart}\n`);
}

async function write({ file, before, after }: SettingsEdit, world: World): Promise<void> {
  const { files, clock } = world;
  const target = before === undefined ? file : await files.realPath(file);
  try {
    if (before !== undefined) {
      const moment = new Date(clock.now()).toISOString().replace(/[:.]/g, '-');
      await files.write(`${target}.${moment}.bak`, before);
    }
    await files.write(target, after);
  } catch (cause) {
    const next = `write it as a user who may, or run the generator with --daemonJson and copy the file there`;
    throw fileNotWritten({ what: 'The settings could not be written', where: target, next }, cause);
  }
}

function sizeRefused(keep: string): ProductError {
  return new ProductError({
    code: 'OPTION_TYPE',
    what: `${JSON.stringify(keep)} is no size`,
    where: '--keep',
    next: 'write a number with a unit, as in --keep=20GB',
  });
}
