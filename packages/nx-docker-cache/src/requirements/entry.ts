/** What one logical line of a requirements file asks for. Lines count from 1. */
export type RequirementsEntry = Requirement | Direct | Include | Setting | Unreadable;

interface Place {
  /** The logical line without comments and continuations, its blanks made one. */
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

/** A distribution from the index: `requests[socks]==2.31.0 ; python_version > "3.8" --hash=sha256:…`. */
export interface Requirement extends Place {
  readonly kind: 'requirement';
  /** Normalised (PEP 503): `ruamel.yaml` and `Ruamel_YAML` are both `ruamel-yaml`. */
  readonly name: string;
  /** Normalised and sorted. */
  readonly extras: readonly string[];
  /** `==2.31.0`, `>=2,<3`, without blanks; empty when any version will do. */
  readonly specifier: string;
  /** The version when there is just one that fits: `==` without a wildcard, or `===`. */
  readonly pinned: string | undefined;
  readonly marker: string | undefined;
  readonly hashes: readonly string[];
}

/** A distribution from a place of its own: a URL, a version control system, a folder or an archive, editable or not. */
export interface Direct extends Place {
  readonly kind: 'direct';
  /** Normalised, where the line says it (`name @ url`, `#egg=name`). */
  readonly name: string | undefined;
  readonly location: string;
  /** The location is a path on this machine, which a build has to copy first. */
  readonly isLocal: boolean;
  readonly isEditable: boolean;
}

/** `-r other.txt` or `-c constraints.txt`. */
export interface Include extends Place {
  readonly kind: 'include';
  readonly isConstraint: boolean;
  /** As written: relative to the folder of the file that it stands in, or a URL. */
  readonly path: string;
}

/** An option for the whole installation: `--index-url …`, `--require-hashes`. */
export interface Setting extends Place {
  readonly kind: 'setting';
  /** The long name without its dashes. */
  readonly name: string;
  readonly value: string | undefined;
}

/** pip would refuse it, or it depends on a variable of the environment. */
export interface Unreadable extends Place {
  readonly kind: 'unreadable';
}
