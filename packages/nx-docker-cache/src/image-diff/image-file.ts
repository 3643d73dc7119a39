import type { TarType } from './tar-header';

/** A file of an image, of whatever type. Hard links are one object under several paths. */
export interface ImageFile {
  readonly type: Exclude<TarType, 'hard-link'>;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** SHA-256 of the content in hexadecimal; empty for what has none. */
  readonly digest: string;
  /** The same of the content without what every build writes anew, where there is such a thing (see volatile-content.ts). */
  readonly steadyDigest: string | undefined;
  readonly linkTarget: string;
  readonly device: string;
  readonly xattrs: ReadonlyMap<string, string>;
  /** Seconds since the epoch; undefined for a folder that no layer mentions, but that has something in it. */
  readonly mtime: number | undefined;
}

/** What engines make where a layer has a file in a folder that no layer mentions. */
export const IMPLIED_FOLDER: ImageFile = {
  type: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  digest: '',
  steadyDigest: undefined,
  linkTarget: '',
  device: '',
  xattrs: new Map(),
  mtime: undefined,
};
