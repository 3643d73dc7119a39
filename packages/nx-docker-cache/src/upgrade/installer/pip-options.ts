/** What becomes of an option of `pip install` when uv is the installer. */
export type OptionFate =
  /** uv has it, under this name and with this meaning. */
  | { readonly kind: 'same' }
  /** These words say the same; its value, where it takes one, follows. */
  | { readonly kind: 'renamed'; readonly to: string }
  /** It is about something that uv does not do: prompts, warnings, pip's own cache. */
  | { readonly kind: 'dropped' }
  /** It becomes this variable. */
  | { readonly kind: 'variable'; readonly name: string };

export interface PipOption {
  readonly takesValue: boolean;
  readonly fate: OptionFate;
  /** What uv needs beside it to mean the same. */
  readonly with: readonly string[];
}

const SAME: OptionFate = { kind: 'same' };
const DROPPED: OptionFate = { kind: 'dropped' };

/**
 * The options of `pip install` (pip 23 to 26, `cmdoptions.py` and `commands/install.py`) that uv 0.9 can do; with any
 * other the call stays with pip. uv takes the first index that has a package, pip the best version of all of them: with
 * further indexes uv is told to do as pip does (`--index-strategy`).
 */
const OPTIONS: readonly (readonly [names: string, takesValue: boolean, fate: OptionFate, more?: string])[] = [
  ['-U --upgrade --no-deps --require-hashes --no-index --no-build-isolation', false, SAME],
  ['-q -qq -qqq --quiet -v -vv -vvv --verbose --break-system-packages', false, SAME],
  ['--force-reinstall', false, { kind: 'renamed', to: '--reinstall' }],
  ['--no-dependencies', false, { kind: 'renamed', to: '--no-deps' }],
  ['--pre', false, { kind: 'renamed', to: '--prerelease=allow' }],
  ['--compile', false, { kind: 'renamed', to: '--compile-bytecode' }],
  ['--no-compile', false, { kind: 'renamed', to: '--no-compile-bytecode' }],
  [
    '--no-cache-dir --disable-pip-version-check --no-warn-script-location --no-warn-conflicts',
    false,
    DROPPED,
  ],
  ['--no-input --no-color --use-pep517 --no-python-version-warning --no-user', false, DROPPED],
  ['--progress-bar --root-user-action --cache-dir --retries --exists-action', true, DROPPED],
  ['-r --requirement -c --constraint -e --editable -t --target --prefix', true, SAME],
  ['-i --index-url -f --find-links --no-binary --only-binary', true, SAME],
  ['--extra-index-url', true, SAME, '--index-strategy=unsafe-best-match'],
  ['--pypi-url', true, { kind: 'renamed', to: '--index-url' }],
  ['--trusted-host', true, { kind: 'renamed', to: '--allow-insecure-host' }],
  ['--timeout --default-timeout', true, { kind: 'variable', name: 'UV_HTTP_TIMEOUT' }],
];

const BY_NAME: ReadonlyMap<string, PipOption> = new Map(
  OPTIONS.flatMap(([names, takesValue, fate, more]) =>
    names.split(' ').map((name) => [name, { takesValue, fate, with: more === undefined ? [] : [more] }]),
  ),
);

/** Undefined for an option that uv cannot do, or that is not known. */
export function pipOption(name: string): PipOption | undefined {
  return BY_NAME.get(name);
}
