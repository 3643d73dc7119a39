import {
  sentFiles,
  type ProjectFiles,
  type SentFiles,
} from '../../packages/nx-docker-cache/src/context/project-files';
import { decodeDockerfile } from '../../packages/nx-docker-cache/src/dockerfile/decode';
import { parse } from '../../packages/nx-docker-cache/src/dockerfile/parse';
import { print } from '../../packages/nx-docker-cache/src/dockerfile/print';
import { ProductError } from '../../packages/nx-docker-cache/src/errors/product-error';
import { RECIPES } from '../../packages/nx-docker-cache/src/recipes/registry';
import { listContext } from '../../packages/nx-docker-cache/src/rules/context-facts';
import type { Finding } from '../../packages/nx-docker-cache/src/rules/finding';
import { judgeContext } from '../../packages/nx-docker-cache/src/rules/judge-context';
import { judgeDockerfile } from '../../packages/nx-docker-cache/src/rules/judge-dockerfile';
import { RULES } from '../../packages/nx-docker-cache/src/rules/registry';
import type { UpgradeOptions } from '../../packages/nx-docker-cache/src/upgrade/plan';
import type { DeclineReason } from '../../packages/nx-docker-cache/src/upgrade/reasons';
import { upgradeBytes } from '../../packages/nx-docker-cache/src/upgrade/upgrade-bytes';

/** What became of one public Dockerfile. */
export interface Examined {
  readonly file: string;
  /** The code of the error, for what is no Dockerfile (most often a template). */
  readonly refused: string | undefined;
  readonly changed: boolean;
  readonly before: string;
  readonly after: string;
  /** Tools of RUNs that were given a mount, one entry a mount. */
  readonly mounted: readonly string[];
  readonly satisfied: readonly string[];
  /** Tools whose installs were put above the sources, one entry an install. */
  readonly reordered: readonly string[];
  readonly declined: readonly {
    readonly tool: string;
    readonly reason: DeclineReason;
    readonly line: number;
  }[];
  /** Of the Dockerfile and, by names alone, of its context. */
  readonly findings: readonly Finding[];
  /** What must never be. */
  readonly defects: readonly string[];
}

/** Upgrades a Dockerfile twice and judges it. Total: whatever goes wrong is a defect of the result. */
export function examine(file: string, bytes: Uint8Array, folder?: ProjectFiles): Examined {
  try {
    return examined(file, bytes, optionsFor(file, folder));
  } catch (error) {
    if (error instanceof ProductError) return { ...NOTHING, file, refused: error.facts.code };
    return { ...NOTHING, file, defects: [`threw ${error instanceof Error ? error.message : String(error)}`] };
  }
}

const NOTHING: Examined = {
  file: '',
  refused: undefined,
  changed: false,
  before: '',
  after: '',
  mounted: [],
  satisfied: [],
  reordered: [],
  declined: [],
  findings: [],
  defects: [],
};

/** The context is what lies beside the Dockerfile, as far as its ignore file lets it be sent. */
function optionsFor(file: string, folder: ProjectFiles | undefined): UpgradeOptions {
  if (folder === undefined) return {};
  const own = `${file.slice(file.lastIndexOf('/') + 1)}.dockerignore`;
  const context = sentFiles(folder, folder.text(own) ?? folder.text('.dockerignore'));
  return context === undefined ? {} : { context };
}

function examined(file: string, bytes: Uint8Array, options: UpgradeOptions): Examined {
  const { before, after, plan } = upgradeBytes(file, bytes, RECIPES, options);
  return {
    file,
    refused: undefined,
    changed: after !== before,
    before,
    after,
    mounted: plan.changes.filter(({ kind }) => kind === 'mount-added').map(({ tool }) => tool),
    satisfied: plan.satisfied.map(({ tool }) => tool),
    reordered: plan.changes.filter(({ kind }) => kind === 'instruction-moved').map(({ tool }) => tool),
    declined: plan.declined.map(({ tool, reason, line }) => ({ tool, reason, line })),
    findings: findingsOf(file, before, options.context),
    defects: defectsOf(file, { before, after, bytes, options }, plan.declined),
  };
}

function findingsOf(file: string, text: string, context: SentFiles | undefined): readonly Finding[] {
  const parsed = parse(text);
  if (!parsed.ok) return [];
  const { dockerfile } = parsed;
  const own = judgeDockerfile({
    file,
    dockerfile,
    recipes: RECIPES,
    rules: RULES,
    ignore: [],
    ...(context !== undefined && { context }),
  });
  if (context === undefined) return own;
  // Sizes are not asked for: the rules about them find nothing.
  const facts = { dockerfile, ...listContext(dockerfile, context), sizes: new Map<string, number>() };
  return [...own, ...judgeContext(file, facts, { rules: RULES, ignore: [] })];
}

interface Texts {
  readonly before: string;
  readonly after: string;
  readonly bytes: Uint8Array;
  readonly options: UpgradeOptions;
}

function defectsOf(
  file: string,
  { before, after, bytes, options }: Texts,
  declined: readonly { readonly reason: DeclineReason; readonly line: number }[],
): readonly string[] {
  const again = upgradeBytes(file, Buffer.from(after), RECIPES, options);
  const decoded = decodeDockerfile(bytes);
  const parsed = parse(before);
  const isPrinted = decoded.ok && parsed.ok && print(parsed.dockerfile) === decoded.text;
  return [
    ...(again.after === after ? [] : ['a second upgrade changes it again']),
    ...(isPrinted ? [] : ['is not printed as it was read']),
    ...declined
      .filter(({ reason }) => reason === 'edit-not-verified')
      .map(({ line }) => `line ${line}: the edit did not read back as planned`),
  ];
}
