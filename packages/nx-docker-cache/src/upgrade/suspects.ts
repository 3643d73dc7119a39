import type { Recipe } from '../recipes/recipe';
import { toolCall } from '../recipes/tool-call';
import { programName } from '../shell/invocation';
import type { DeclineReason } from './reasons';
import type { InvocationInPlace } from './script-environment';

export interface Suspect {
  readonly reason: DeclineReason;
  readonly detail: string;
}

/** A command that may well be a call of the tool, though it cannot be read as one: `$PIP install`, `$SUDO pip install`. */
export function variableCall(recipe: Recipe, { invocation }: InvocationInPlace): Suspect | undefined {
  const [program, ...rest] = invocation.words;
  if (program === undefined || programName(program) !== undefined) return undefined;
  const inner = toolCall(recipe, { ...invocation, words: rest });
  const named = { ...invocation, words: [{ ...program, ...textWord(recipe.tool) }, ...rest] };
  const python = { ...invocation, words: [{ ...program, ...textWord('python') }, ...rest] };
  const isSuspect =
    inner?.effect === 'fills' ||
    (new RegExp(recipe.tool, 'i').test(program.text) && toolCall(recipe, named)?.effect === 'fills') ||
    toolCall(recipe, python)?.effect === 'fills';
  return isSuspect ? { reason: 'command-is-variable', detail: program.text } : undefined;
}

function textWord(text: string): {
  value: string;
  parts: readonly [{ readonly kind: 'text'; readonly text: string }];
} {
  return { value: text, parts: [{ kind: 'text', text }] };
}

/** A command that writes a setting of the tool's cache into its configuration: `pip config set`, `echo … > pip.conf`. */
export function configuration(recipe: Recipe, { invocation }: InvocationInPlace): Suspect | undefined {
  const text = invocation.words.map((word) => word.text).join(' ');
  if (toolCall(recipe, invocation)?.effect === 'configures')
    return { reason: 'configured-elsewhere', detail: text };
  const { redirections } = invocation.command;
  const isFile = redirections.some(
    ({ target }) => target !== undefined && /\.(?:conf|cfg|ini)["']?$/.test(target.text),
  );
  if (!isFile) return undefined;
  const content = [text, ...redirections.map(({ body }) => body?.content.text ?? '')].join('\n');
  const names = content.replace(/\\[a-z]/g, ' ').match(/[\w.-]+/g) ?? [];
  return recipe.configuredBy !== undefined && names.some((name) => recipe.configuredBy?.settings.test(name))
    ? { reason: 'configured-elsewhere', detail: text }
    : undefined;
}
