import { programName } from '../shell/invocation';
import type { Command } from '../shell/command';
import { isRemoval, type ScriptChange } from './script-change';

/**
 * What several recipes want done to one script, each thing once. Where together they take all operands of an `rm`, the
 * command goes; what goes with a command is not taken out of it as well.
 */
export function mergeChanges(changes: readonly ScriptChange[]): ScriptChange[] {
  const emptied = [...new Set(changes.map(({ command }) => command))].filter((command) =>
    losesAllOperands(command, changes),
  );
  const gone = new Set([
    ...emptied,
    ...changes.flatMap((change) => (change.kind === 'command' ? [change.command] : [])),
  ]);
  const whole = [...gone].map((command): ScriptChange => ({ kind: 'command', command }));
  const parts = new Map<string, ScriptChange>();
  for (const change of changes) {
    if (change.kind === 'command' || gone.has(change.command)) continue;
    parts.set(`${isRemoval(change) ? 'removal' : change.text} ${change.range.start}`, change);
  }
  return [...whole, ...parts.values()];
}

function losesAllOperands(command: Command, changes: readonly ScriptChange[]): boolean {
  const [program, ...rest] = command.words;
  if (programName(program) !== 'rm') return false;
  const operands = rest.filter(({ text }) => !text.startsWith('-'));
  const gone = new Set(
    changes.flatMap((change) =>
      change.kind === 'word' && change.command === command ? [change.range.start] : [],
    ),
  );
  return operands.length > 0 && operands.every(({ range }) => gone.has(range.start));
}
