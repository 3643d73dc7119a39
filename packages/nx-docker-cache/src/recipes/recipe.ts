import type { SharingMode } from '../dockerfile/mounts';

/** Words that follow the program's name in this order, options left out: `['cache', 'purge']`. */
export type Subcommand = readonly string[];

/** An option as users may spell it. */
export interface OptionSpelling {
  readonly long: string;
  /** The shortest abbreviation of `long` that the tool's parser accepts; `long` itself where it accepts none. */
  readonly shortest: string;
  readonly short: string | undefined;
}

/** How a tool is called. */
export interface Call {
  /** Stands in every call and every configuration of the tool, however they are written: a script without it is not read. */
  readonly word: RegExp;
  /** Matches the names of its programs, without their folder. */
  readonly programs: RegExp;
  /** Where it also runs as `python -m <module>`. */
  readonly pythonModule: string | undefined;
  /** Options in front of the subcommand that take the next word as their value. */
  readonly valueOptions: readonly string[];
  /** The subcommands that fill the cache. */
  readonly fills: readonly [Subcommand, ...Subcommand[]];
}

/** A variable that moves a cache folder, and where below its value the folder is then. */
export interface Mover {
  readonly variable: string;
  readonly below: string;
}

/** A folder that is worth a cache mount. */
export interface CacheFolder {
  /** What is in it, for people. */
  readonly holds: string;
  /** The option that names another folder for one call; it wins over everything else. */
  readonly option: OptionSpelling | undefined;
  /** The first that is set to something wins. */
  readonly movedBy: readonly Mover[];
  /** Where it is when nothing moves it. */
  readonly place:
    { readonly kind: 'home'; readonly below: string } | { readonly kind: 'fixed'; readonly path: string };
  /** Images that come with another default. */
  readonly images: readonly { readonly image: RegExp; readonly path: string }[];
}

/** A variable that switches the cache off. */
export interface DisablingVariable {
  readonly name: string;
  readonly disables: (value: string) => boolean;
}

/** Settings of the tool's own configuration file that move the cache or switch it off. */
export interface Configuration {
  readonly subcommand: Subcommand;
  /** Matches the name of such a setting, the word after the subcommand. */
  readonly settings: RegExp;
}

/**
 * All that the upgrade has to know of a package manager. Every field is required: a fact that does not apply is said
 * to be `undefined` or empty, so that none is forgotten.
 */
export interface Recipe {
  /** The name of its file, and what `--only` takes. */
  readonly tool: string;
  readonly call: Call;
  readonly caches: readonly [CacheFolder, ...CacheFolder[]];
  readonly disabledBy: {
    readonly options: readonly OptionSpelling[];
    readonly variables: readonly DisablingVariable[];
  };
  /** The tool's own subcommands that empty the cache. Deleting the folders is known to be the same. */
  readonly wipedBy: readonly Subcommand[];
  readonly configuredBy: Configuration | undefined;
  /** How two builds may use the mount at the same time; BuildKit's default, `shared`, is not written. */
  readonly sharing: SharingMode;
}
