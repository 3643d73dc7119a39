import type { BuildArgs } from '../dockerfile/global-args';

/**
 * The arguments that follow from the platform a build is for (`linux/arm/v7`). Those of the machine that builds
 * (`BUILDPLATFORM`) are the builder's to know.
 */
export function platformArgs(platform: string | undefined): BuildArgs {
  if (platform === undefined) return {};
  const [os = '', architecture = '', variant = ''] = platform.split('/');
  return {
    TARGETPLATFORM: platform,
    TARGETOS: os,
    TARGETARCH: architecture,
    TARGETVARIANT: variant,
  };
}
