import type { CarriedMount } from './carried-mounts';

/** A Dockerfile that copies, and what its build has to be told. */
export interface CopyBuild {
  readonly dockerfile: string;
  /** Of the build context; none where nothing is read from it. */
  readonly contextFile: string | undefined;
}

/** The name of the folder in an archive that holds the mount's content. */
const CONTENT = 'files';

/**
 * Copies a mount's content out of it. Its last stage is the archive. Says on its way whether the mount is empty, and how many
 * files it has where the image has `find`: `readCopied` reads that.
 * @param token makes the RUN run, and names the layers that it leaves: hexadecimal
 */
export function savingBuild(mount: CarriedMount, token: string): CopyBuild {
  const name = copyName(token);
  const { place } = mount;
  return {
    contextFile: undefined,
    dockerfile: lines(
      `FROM ${platformFlag(mount)}${mount.base} AS ${name}`,
      'USER 0',
      `RUN --network=none ${mountFlag(mount)} : ${name}; mkdir -p /${name}/${CONTENT} && ` +
        `cp -a ${place}/. /${name}/${CONTENT}/ && ` +
        `if [ -z "$(ls -A ${place})" ]; then echo ${name} empty; ` +
        `elif command -v find >/dev/null; then echo ${name} files=$(find ${place} -type f | wc -l); fi`,
      'FROM scratch',
      `COPY --from=${name} /${name} /`,
    ),
  };
}

/**
 * Copies an archive's content into a mount: BuildKit unpacks it into a stage of its own, from where the RUN takes it. `-u` leaves
 * what is newer in the mount, and nothing is removed; busybox and coreutils both know it (busybox leaves out whole folders with
 * `-n`, and without `-f` it fails at a link that is there already).
 */
export function restoringBuild(mount: CarriedMount, file: string, token: string): CopyBuild {
  const name = copyName(token);
  const content = `/${name}/${name}/${CONTENT}`;
  return {
    contextFile: file,
    dockerfile: lines(
      `FROM scratch AS ${name}`,
      `ADD ${file} /${name}/`,
      `FROM ${platformFlag(mount)}${mount.base}`,
      'USER 0',
      `RUN --network=none --mount=type=bind,from=${name},target=/${name} ${mountFlag(mount)} ` +
        `if [ ! -d ${content} ]; then echo the archive is not as save-cache writes it; exit 1; fi; ` +
        `cp -auf ${content}/. ${mount.place}/`,
    ),
  };
}

/** The name of all that a copy makes in the builder: layers are found by it. */
export function copyName(token: string): string {
  return `nx-docker-cache-carry-${token}`;
}

/** What a saving build has told of the mount. */
export interface Copied {
  readonly isEmpty: boolean;
  /** Undefined where the image has no `find`. */
  readonly files: number | undefined;
}

/** @param progress the plain progress of the build, in which the RUN's own words come behind the time */
export function readCopied(progress: string, token: string): Copied {
  const said = new RegExp(`^#\\d+ [\\d.]+ ${copyName(token)} (?:(empty)|files=\\s*(\\d+))\\s*$`, 'm').exec(
    progress,
  );
  return {
    isEmpty: said?.[1] !== undefined,
    files: said?.[2] === undefined ? undefined : Number(said[2]),
  };
}

function platformFlag({ platform }: CarriedMount): string {
  return platform === undefined || !/^[\w/.-]+$/.test(platform) ? '' : `--platform=${platform} `;
}

/** With all that makes it the same mount: its id (the namespace is a build argument) and its owner. */
function mountFlag({ cacheId, place, owner, sharing }: CarriedMount): string {
  const fields = [
    'type=cache',
    `id=${cacheId}`,
    `target=${place}`,
    ...(sharing === undefined ? [] : [`sharing=${sharing}`]),
    ...(owner.uid === undefined ? [] : [`uid=${owner.uid}`]),
    ...(owner.gid === undefined ? [] : [`gid=${owner.gid}`]),
    ...(owner.mode === undefined ? [] : [`mode=0${owner.mode.toString(8)}`]),
  ];
  return `--mount=${fields.join(',')}`;
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
