import { ProductError } from '../../errors/product-error';
import type { World } from '../../io/world';
import { isBuildkitCheck } from '../../rules/buildkit-checks';
import type { Checked } from '../../rules/checked';
import { judgeMachine } from '../../rules/judge-machine';
import { RULES } from '../../rules/registry';
import { checkDockerfile } from './check-dockerfile';
import type { CheckRequest } from './check-request';
import { exitCodeOf } from './exit-code';
import { readMachine } from './read-machine';
import { writeChecked } from './write-checked';

/**
 * Judges the machine and Dockerfiles with all that belongs to them: each on its own, so that one that cannot be read keeps
 * no other from its judgement.
 * @throws ProductError OPTION_TYPE, FILE_NOT_WRITTEN
 */
export async function runCheck(world: World, request: CheckRequest): Promise<0 | 1 | 2> {
  assertKnown(request.ignore);
  const checked: Checked[] = request.machine ? [await checkMachine(world, request)] : [];
  for (const file of request.dockerfiles) {
    const found = await checkDockerfile(world, file, request);
    // Two Dockerfiles may install from one list.
    checked.push(...found.filter(({ path }) => checked.every((earlier) => earlier.path !== path)));
  }
  await writeChecked(world, checked, request);
  return exitCodeOf(checked, { rules: RULES, maxWarnings: request.maxWarnings });
}

function assertKnown(codes: readonly string[]): void {
  const known: readonly string[] = RULES.map(({ code }) => code);
  const stranger = codes.find((code) => !known.includes(code) && !isBuildkitCheck(code));
  if (stranger === undefined) return;
  throw new ProductError((names) => ({
    code: 'OPTION_TYPE',
    what: `there is no rule "${stranger}"`,
    why: `the rules are ${known.join(', ')}`,
    next: `correct ${names('ignore')}`,
  }));
}

async function checkMachine(world: World, { builder, ignore }: CheckRequest): Promise<Checked> {
  const facts = await readMachine(world, builder);
  return {
    subject: 'machine',
    file: undefined,
    path: undefined,
    text: '',
    findings: judgeMachine(facts, RULES, ignore),
  };
}
