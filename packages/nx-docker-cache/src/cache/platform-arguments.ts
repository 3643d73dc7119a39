import type { BuildArgs } from '../dockerfile/global-args';

/**
 * The build arguments that BuildKit sets by itself for a platform, of those that ids of mounts are made of
 * (frontend/dockerfile/dockerfile2llb/platform.go, `defaultArgs`).
 * @param platform `linux/arm64/v8`
 */
export function platformArguments(platform: string): BuildArgs {
  const [os = '', architecture = '', variant = ''] = platform.split('/');
  return {
    TARGETPLATFORM: platform,
    TARGETOS: os,
    TARGETARCH: architecture,
    TARGETVARIANT: variant,
  };
}
