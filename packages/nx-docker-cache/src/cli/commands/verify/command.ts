import { runVerify } from '../../../executors/verify/run-verify';
import type { RunCommand } from '../../command';
import { comparedBuilds } from '../../compared-builds';
import type { VerifyCommandSchema } from './schema';

/** Compares the images of a Dockerfile before and after a change, in a repository that need not know Nx. */
export const run: RunCommand<VerifyCommandSchema> = async (options, world) => {
  const isSame = await runVerify(world, {
    ...(await comparedBuilds(options, world)),
    expect: options.expect ?? [],
    verbose: options.verbose ?? false,
    report: options.json === true ? 'json' : 'summary',
  });
  return isSame ? 0 : 1;
};
