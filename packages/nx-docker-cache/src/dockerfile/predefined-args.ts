/**
 * Arguments of the platforms (`defaultArgs` in BuildKit's `dockerfile2llb/platform.go`): known in FROM lines without
 * further ado, inside of a stage after an `ARG` that names them. Their values depend on the build.
 */
export const PLATFORM_ARGS: ReadonlySet<string> = new Set([
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
]);

/** Arguments that steer the frontend and never become variables of a stage (`nonEnvArgs` in `convert.go`). */
export const NON_ENVIRONMENT_ARGS: ReadonlySet<string> = new Set([
  'BUILDKIT_SBOM_SCAN_CONTEXT',
  'BUILDKIT_SBOM_SCAN_STAGE',
]);

/**
 * Build arguments that reach every RUN without an ARG (`proxyEnvFromBuildArgs`), in any case of their letters. They are
 * part of the environment of the command, not of expansion.
 */
export const PROXY_ARGS: ReadonlySet<string> = new Set([
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'FTP_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
]);
