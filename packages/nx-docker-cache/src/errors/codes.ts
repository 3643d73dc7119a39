/**
 * Every error this product reports, with the exit status of the command that meets it
 * (1: findings or a failed build, 2: wrong use or no engine). Codes are stable: scripts may rely on them.
 */
export const ERROR_CODES = {
  DOCKERFILE_SYNTAX: 1,
  DOCKERFILE_MISSING: 2,
  DOCKERFILE_IS_DIRECTORY: 2,
  DOCKERFILE_UNREADABLE: 2,
  DOCKERFILE_NOT_UTF8: 2,
  PROJECT_UNKNOWN: 2,
  OPTION_UNKNOWN: 2,
  OPTION_TYPE: 2,
  IMAGE_NAME_INVALID: 2,
  DOCKER_NOT_INSTALLED: 2,
  ENGINE_UNREACHABLE: 2,
  ENGINE_DIED: 1,
  BUILDX_MISSING: 2,
  BUILDX_TOO_OLD: 2,
  BUILD_FAILED: 1,
  BUILD_INTERRUPTED: 1,
  DISK_FULL: 1,
  CONTEXT_FILE_MISSING: 1,
  FILE_NOT_WRITTEN: 1,
  NOTHING_RECORDED: 2,
  BUILD_SLOWER: 1,
  BEFORE_MISSING: 2,
  IMAGES_NOT_READ: 2,
  SETTINGS_INVALID: 2,
  CACHE_NOT_READ: 2,
  PROJECTS_NOT_READ: 2,
  NOT_CONFIRMED: 2,
} as const satisfies Record<string, 1 | 2>;

export type ErrorCode = keyof typeof ERROR_CODES;
