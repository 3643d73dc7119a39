import type { Fields } from './project-file';

/** What the tokens of Nx stand for in the options of a target. */
export interface TokenValues {
  readonly projectName: string;
  readonly projectRoot: string;
}

/**
 * Options as an executor gets them: `{workspaceRoot}/` in front is left out, `{projectRoot}` and `{projectName}` are replaced
 * (`resolveNxTokensInOptions` of Nx's `utils/project-configuration`).
 */
export function withoutTokens(options: Fields, values: TokenValues): Fields {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, resolved(value, values)]));
}

function resolved(value: unknown, values: TokenValues): unknown {
  if (typeof value === 'string') return resolvedText(value, values);
  if (Array.isArray(value)) return value.map((each: unknown) => resolved(each, values));
  return typeof value === 'object' && value !== null ? withoutTokens({ ...value }, values) : value;
}

function resolvedText(text: string, { projectName, projectRoot }: TokenValues): string {
  if (!text.includes('{')) return text;
  return text
    .replace(/^\{workspaceRoot\}\/?/, '')
    .replaceAll('{projectRoot}', () => projectRoot)
    .replaceAll('{projectName}', () => projectName);
}
