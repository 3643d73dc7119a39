import { imageUser } from './known-images';
import { runUser, type RunUser } from './run-user';
import type { CallEnvironment } from './script-environment';
import { baseImage, type RunSite, type Sites } from './sites';
import { startingEnvironment } from './starting-environment';

/** What a RUN finds when it starts. */
export interface Surroundings {
  readonly user: RunUser;
  /** Undefined when it is not known. */
  readonly home: string | undefined;
  /** As the account has it, whatever HOME says. Undefined when it is not known. */
  readonly accountHome: string | undefined;
  readonly environment: CallEnvironment;
}

/** What is known of a RUN before it starts: from its scope, from the RUNs before it, from its base image. */
export function surroundingsOf(sites: Sites, site: RunSite): Surroundings {
  const { user, home: ownHome } = runUser(sites, site);
  const home = effectiveHome(sites, site, ownHome);
  return { user, home, accountHome: ownHome, environment: startingEnvironment(site, home) };
}

/** HOME as ENV or the base image sets it holds for every user; without it each has their own. */
function effectiveHome(
  { stages }: Sites,
  { scope, stage }: RunSite,
  ownHome: string | undefined,
): string | undefined {
  const variable = scope.variable('HOME');
  if (variable !== undefined) return variable.value.kind === 'known' ? variable.value.value : undefined;
  const image = baseImage(stages, stage);
  const ofImage = image === undefined ? undefined : imageUser(image);
  return ofImage?.setsHome === true ? ofImage.home : ownHome;
}
