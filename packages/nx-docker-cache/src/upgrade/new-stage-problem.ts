import type { Dockerfile } from '../dockerfile/syntax';
import { refuse, type Refusal } from './installer/refusal';
import { numberedStage } from './numbered-stage';
import { oldFrontend, type Feature } from './old-frontend';

/** Why a file can have no stage more, with something in it that not every frontend knows. */
export function newStageProblem(dockerfile: Dockerfile, feature: Feature): Refusal | undefined {
  const numbered = numberedStage(dockerfile);
  if (numbered !== undefined) return refuse('stages-by-number', numbered);
  const frontend = oldFrontend(dockerfile, feature);
  return frontend === undefined ? undefined : refuse('syntax-too-old', frontend);
}
