import type {
  Call,
  CacheFolder,
  DisablingVariable,
  Mover,
  OptionSpelling,
  Recipe,
  Subcommand,
  Switches,
} from './recipe';

/** What holds for most tools, and is written down only where it does not. All other facts have to be stated. */
const USUAL = {
  call: { pythonModule: undefined, drivers: undefined, chosenBy: undefined },
  cache: {
    option: undefined,
    images: [],
    parts: [],
    idNames: [],
    renewedBy: undefined,
    readBy: undefined,
    keepsOwn: false,
    deletedBy: [],
  },
  recipe: {
    configuredBy: undefined,
    needs: { option: undefined, variables: [], preparation: undefined },
    applies: undefined,
    projectFiles: [],
    notes: [],
  },
} as const satisfies {
  readonly call: Partial<Call>;
  readonly cache: Partial<CacheFolder>;
  readonly recipe: Partial<Recipe>;
};

/** `Whole` with the fields of `Usual` optional: the others are as required as they were. */
type Stated<Whole, Usual> = Omit<Whole, keyof Usual> & Partial<Pick<Whole, keyof Usual & keyof Whole>>;

/** What has to be said of a cache folder. */
export type CacheFacts = Stated<CacheFolder, typeof USUAL.cache>;

/** The facts of a tool that have to be stated, and those that differ from what is usual. */
export interface RecipeFacts extends Stated<Omit<Recipe, 'call' | 'caches' | 'needs'>, typeof USUAL.recipe> {
  readonly call: Stated<Call, typeof USUAL.call>;
  readonly caches: readonly [CacheFacts, ...CacheFacts[]];
  readonly needs?: Partial<Recipe['needs']>;
}

/** Completes the facts of a tool with what is usual. */
export function defineRecipe({ call, caches: [first, ...more], needs, ...facts }: RecipeFacts): Recipe {
  const whole = (cache: CacheFacts): CacheFolder => ({ ...USUAL.cache, ...cache });
  return {
    ...USUAL.recipe,
    ...facts,
    call: { ...USUAL.call, ...call },
    caches: [whole(first), ...more.map(whole)],
    needs: { ...USUAL.recipe.needs, ...needs },
  };
}

/** The words of a text: `words('install add update')`. */
export function words(text: string): readonly [Subcommand, ...Subcommand[]] {
  return parts(text, ' ');
}

/** Subcommands of several words: `subcommands('sync, pip install, tool run')`. */
export function subcommands(text: string): readonly [Subcommand, ...Subcommand[]] {
  return parts(text, ', ');
}

function parts(text: string, separator: string): readonly [string, ...string[]] {
  const [first = '', ...rest] = text.split(separator);
  return [first, ...rest];
}

/** An option that is spelt in one way, or in a long and a short one. */
export function exactly(long: string, short?: string): OptionSpelling {
  return { long, shortest: long, short };
}

/** A folder below HOME; `forRoot` is where root has it instead. */
export function inHome(below: string, forRoot?: string): CacheFolder['place'] {
  return { kind: 'home', below, forRoot, by: 'variable' };
}

/** A folder below the home folder of the account, whatever HOME says. */
export function inAccountHome(below: string): CacheFolder['place'] {
  return { kind: 'home', below, forRoot: undefined, by: 'account' };
}

/** A folder that is the same for all users. */
export function fixed(path: string): CacheFolder['place'] {
  return { kind: 'fixed', path };
}

/** Variables that move a cache, the strongest first, each with where the cache is below its value. */
export function movers(table: Readonly<Record<string, string>>): readonly Mover[] {
  return Object.entries(table).map(([variable, below]) => ({ variable, below }));
}

/** Variables that switch something on when they mean yes. */
export function whenTrue(...names: readonly string[]): readonly DisablingVariable[] {
  return names.map((name) => ({ name, disables: isTruthy }));
}

/** Whether the value of a variable means yes, as most tools read it. */
export function isTruthy(value: string): boolean {
  return /^(?:1|true|yes|on|y|t)$/i.test(value);
}

/** No option and no variable does it. */
export const NOTHING: Switches = { options: [], variables: [] };

/** For `applies`: a call with this option does not use the tool's own cache. */
export function unlessGiven(option: string): NonNullable<Recipe['applies']> {
  return ({ words: given }) => (given.some((word) => word.startsWith(option)) ? 'other-kind' : 'applies');
}

/** For `applies`: a call with such a word installs nothing; what it downloads is for a later one. */
export function unlessDownloadOnly(option: RegExp): NonNullable<Recipe['applies']> {
  return ({ words: given }) => {
    const detail = given.find((word) => option.test(word));
    return detail === undefined ? 'applies' : { reason: 'download-only', detail };
  };
}
