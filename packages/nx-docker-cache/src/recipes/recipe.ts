import type { SharingMode } from '../dockerfile/mounts';
import type { Manifests } from './manifests';

/**
 * The words that follow the program's name, options left out: `cache purge`. Empty: no word at all. An option (`--clear`):
 * it stands somewhere in the call.
 */
export type Subcommand = string;

/** An option as users may spell it. */
export interface OptionSpelling {
  readonly long: string;
  /** The shortest abbreviation of `long` that the tool's parser accepts; `long` itself where it accepts none. */
  readonly shortest: string;
  readonly short: string | undefined;
}

/** A subcommand that empties the cache only with certain words behind it, or that does more than that with others. */
export interface Wipe {
  readonly subcommand: Subcommand;
  /** Matches a word without which it leaves the cache as it is; undefined where it needs none. */
  readonly with: RegExp | undefined;
  /** Matches each of the further words of a call that does nothing else. */
  readonly alone: RegExp;
}

/** The subcommands that fill the cache: those that are listed, or all but those that are listed. */
export type Fills = readonly [Subcommand, ...Subcommand[]] | { readonly allBut: readonly Subcommand[] };

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
  readonly fills: Fills;
  /**
   * Programs (`make`) that are likely to call it: in a RUN after one that fills the cache they get the mounts as well,
   * because what an earlier RUN has put there is not in the image any more.
   */
  readonly drivers: RegExp | undefined;
  /** What else shows that the drivers call it, before any RUN has. Undefined: nothing does. */
  readonly chosenBy: Choice | undefined;
}

/** Compilers are wrapped by saying so to whatever runs them: `CC="ccache gcc"`, `-DCMAKE_C_COMPILER_LAUNCHER=ccache`. */
export interface Choice {
  /** Variables of the environment that name the tool. */
  readonly variables: readonly string[];
  /** Matches such a value, and a word of a call of a driver that names the tool. */
  readonly names: RegExp;
}

/** A variable that moves a cache folder, and where below its value the folder is then. */
export interface Mover {
  readonly variable: string;
  readonly below: string;
}

/** What a cache depends on although its content does not say so: two of them must not be mixed in one mount. */
export type IdPart = 'release' | 'architecture';

/** A folder in the home folder of the user. */
export interface HomePlace {
  readonly kind: 'home';
  readonly below: string;
  /** Where it is for root, if that is not in the home folder. */
  readonly forRoot: string | undefined;
  /** `variable`: HOME says where home is. `account`: the account does (Java asks it), and HOME is not looked at. */
  readonly by: 'variable' | 'account';
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
    | HomePlace
    | { readonly kind: 'fixed'; readonly path: string }
    /** It differs from image to image: known only for `images`, or where it is moved. */
    | { readonly kind: 'image' };
  /** Images that come with another default. */
  readonly images: readonly { readonly image: RegExp; readonly path: string }[];
  /**
   * Only these folders in it are mounted; what else is in it (a virtual environment) stays in the image. Empty: it is
   * mounted itself. To delete the whole folder is to delete the cache.
   */
  readonly parts: readonly string[];
  /** How two builds may use the mount at the same time; BuildKit's default, `shared`, is not written. */
  readonly sharing: SharingMode;
  /** Named in the id of the mount. */
  readonly idNames: readonly IdPart[];
  /**
   * The subcommand that makes the content anew. The folder is mounted only in a RUN that calls it first, and only when no
   * later RUN can read what is left of it: nothing may depend on what a mount holds.
   */
  readonly renewedBy: Subcommand | undefined;
  /** Who reads what is left of it beside the calls that fill it; only looked at where something renews it. */
  readonly readBy: Readers | undefined;
  /** Those of `wipedBy` that delete this one as well; only looked at where something renews it. */
  readonly deletedBy: readonly Subcommand[];
  /** Packages are used from there after the install: by later RUNs, perhaps when the container runs. */
  readonly isStore: boolean;
  /** People put things of their own there that nothing downloads again: artifacts, settings. */
  readonly keepsOwn: boolean;
}

/** Commands that read a cache of a tool. */
export interface Readers {
  /** Names of other programs. */
  readonly programs: RegExp;
  /** Words of a call of the tool itself. */
  readonly subcommands: RegExp;
  /** A word of any other command that is told to call the tool. */
  readonly told: RegExp;
}

/** A variable that switches something off. */
export interface DisablingVariable {
  readonly name: string;
  readonly disables: (value: string) => boolean;
}

/** Options and variables that say the same. */
export interface Switches {
  readonly options: readonly OptionSpelling[];
  readonly variables: readonly DisablingVariable[];
}

/** Settings of the tool's own configuration file that move the cache or switch it off. */
export interface Configuration {
  readonly subcommand: Subcommand;
  /** Matches the name of such a setting, the word after the subcommand. */
  readonly settings: RegExp;
}

/** An option that a call needs so that it keeps what it downloads. */
export interface NeededOption {
  /** Written behind the program, or in the place of the first option that switches the cache off. */
  readonly text: string;
  /** Matches a word that says the same. */
  readonly unless: RegExp;
}

/** A variable without which the mount is of no use. It becomes an ARG: the environment of the image stays as it is. */
export interface NeededVariable {
  readonly name: string;
  readonly value: string;
}

/** What has to be done once in a stage before the mount is of use: a RUN of its own above the first one. */
export interface Preparation {
  readonly script: string;
  /** What it does, for people. */
  readonly why: string;
  /** What it writes to: where the tool may be missing it is asked for first. */
  readonly folder: string;
  /** Matches the script of a RUN that has done it. */
  readonly isDone: RegExp;
}

/** What is known around a call, for tools of which there are several kinds under one name. */
export interface CallFacts {
  /** What stands behind the program, as far as it is plain text. */
  readonly words: readonly string[];
  /** The value of a variable in the environment, undefined when it is not set or not known. */
  readonly variable: (name: string) => string | undefined;
  /** Files of the project by name, of those in `projectFiles`: all that there are, or none where they are not known. */
  readonly files: ReadonlyMap<string, string>;
  /** The text of the whole Dockerfile: for hints. */
  readonly dockerfile: string;
}

/** Reasons to leave a RUN alone that only a recipe can know. */
export type RecipeReason = 'packages-used-from-cache' | 'cache-in-project' | 'download-only';

/** Whether a call is one of the recipe's kind, and can have its mount. */
export type Applicability =
  'applies' | 'other-kind' | { readonly reason: RecipeReason; readonly detail: string };

/** How the facts of a recipe were proved. */
export type Proof =
  /** It is upgraded, built, and built again with a package more. `example` says where. */
  | { readonly kind: 'built'; readonly example: string }
  /** The real tool, run in a container or in a file system of its own, was seen to fill its cache there. */
  | { readonly kind: 'asked'; readonly with: string }
  /** Its documentation or sources say so; it could not be run here. */
  | { readonly kind: 'read'; readonly source: string };

/**
 * All that the upgrade has to know of a package manager. Every field is required: a fact that does not apply is said
 * to be `undefined` or empty, so that none is forgotten.
 */
export interface Recipe {
  /** The name of its file, and what `--only` takes. */
  readonly tool: string;
  /** What people call it. */
  readonly title: string;
  readonly call: Call;
  readonly caches: readonly [CacheFolder, ...CacheFolder[]];
  readonly disabledBy: Switches;
  /** The tool's own subcommands that empty the cache. Deleting the folders is known to be the same. */
  readonly wipedBy: readonly (Subcommand | Wipe)[];
  readonly configuredBy: Configuration | undefined;
  readonly needs: {
    readonly option: NeededOption | undefined;
    readonly variables: readonly NeededVariable[];
    readonly preparation: Preparation | undefined;
  };
  /** Options and variables with which a call takes from the cache what an earlier RUN has put there, and downloads nothing. */
  readonly offline: Switches;
  /** It works beside its cache, in the folder above it, which BuildKit makes for root: other users cannot. */
  readonly worksBesideCache: boolean;
  /** Undefined for a tool of which there is one kind only. */
  readonly applies: ((facts: CallFacts) => Applicability) | undefined;
  /** Names of files beside the Dockerfile, or at the top of the build context, that `applies` looks at. */
  readonly projectFiles: readonly string[];
  /** What its installs read of the project: for the order of the layers. */
  readonly manifests: Manifests;
  readonly proof: Proof;
  /** What people should know, a sentence each: for the page of the recipe. */
  readonly notes: readonly string[];
}
