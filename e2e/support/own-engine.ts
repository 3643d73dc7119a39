import { ensureBaseImage } from '../../tools/base-images/ensure-base-image';
import { privateEngine, type PrivateEngine } from '../../tools/engine/ensure-engine';
import { images, type Images } from './images';
import { scratchFolder } from './scratch-folder';

/** An engine that no other suite uses. */
export interface OwnEngine extends PrivateEngine {
  readonly images: Images;
}

/** @param suffix of this run of the tests: its state is its own too */
export async function startOwnEngine(name: string, suffix: string, base: string): Promise<OwnEngine> {
  const engine = await privateEngine({ suite: 'sid', stateDir: scratchFolder(name, suffix) });
  await ensureBaseImage(base, engine.env);
  return { ...engine, images: images(engine.env) };
}
