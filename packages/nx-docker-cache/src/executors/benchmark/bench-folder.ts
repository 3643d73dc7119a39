import * as path from 'node:path';
import { INDEX_ARGUMENTS, withBust } from '../../benchmark/bust';
import type { PlannedChange } from '../../benchmark/plan-changes';
import type { MadeVariant } from '../../benchmark/variants';
import { parse } from '../../dockerfile/parse';
import type { World } from '../../io/world';
import type { BenchmarkRequest } from './benchmark-request';

/** A copy of what one variant builds from: rows change it, and the user's files stay as they are. */
export interface BenchFolder {
  readonly context: string;
  readonly dockerfile: string;
  /** Of the variant, without what the benchmark puts in. */
  readonly text: string;
  change(change: PlannedChange): Promise<void>;
}

/** Copies the files that the builds read, and writes what the variant has beside them. */
export async function benchFolder(
  { files }: Pick<World, 'files'>,
  request: BenchmarkRequest,
  {
    taken,
    variant,
    folder,
  }: {
    readonly taken: readonly string[];
    readonly variant: Extract<MadeVariant, { kind: 'made' }>;
    /** Absolute; new. */
    readonly folder: string;
  },
): Promise<BenchFolder> {
  const context = path.join(folder, 'context');
  for (const file of taken) await files.copy(path.join(request.context, file), path.join(context, file));
  for (const [file, text] of variant.files) await files.write(path.join(context, file), text);
  // Where nothing is read the folder has to be there all the same, and its one file is in no build.
  if (taken.length + variant.files.size === 0) await files.write(path.join(context, '.dockerignore'), '*\n');
  const dockerfile = path.join(folder, 'Dockerfile');
  const parsed = parse(variant.text);
  const further = request.rate === undefined ? [] : INDEX_ARGUMENTS;
  await files.write(dockerfile, parsed.ok ? withBust(parsed.dockerfile, further) : variant.text);
  return {
    context,
    dockerfile,
    text: variant.text,
    change: async ({ path: file, append }) => {
      const target = path.join(context, file);
      const before = Buffer.from(await files.read(target)).toString('utf8');
      await files.write(target, before + append);
    },
  };
}
