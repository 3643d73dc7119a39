import fc from 'fast-check';
import { parse } from '../dockerfile/parse';
import type { Dockerfile } from '../dockerfile/syntax';
import { RECIPES } from '../recipes/registry';
import { runCommands } from '../shell/run-commands';
import { chooseRecipes } from './choose-recipes';
import { compileAtOnce } from './compile/compile-at-once';
import { dockerfiles } from './testing/arbitrary-run';
import { upgradeDockerfile } from './upgrade';

const PIP = chooseRecipes(RECIPES, ['pip']);

function dockerfile(text: string): Dockerfile {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`does not parse: ${text}`);
  return parsed.dockerfile;
}

/** Assignments and words of every command of every RUN, but for the `true` that keeps an exit status. */
function commandsOf({ instructions }: Dockerfile): string[][] {
  return instructions.flatMap((instruction) => {
    const commands = runCommands(instruction, undefined);
    if (commands?.ok !== true) return [];
    return commands.invocations
      .map(({ command }) => [...command.assignments, ...command.words].map(({ text }) => text))
      .filter((words) => words.join(' ') !== 'true');
  });
}

describe('an upgrade of any Dockerfile', () => {
  it('removes what defeats the cache, and no other word', () => {
    fc.assert(
      fc.property(dockerfiles, ({ text, commands }) => {
        const { text: after, plan } = upgradeDockerfile(dockerfile(text), PIP);
        expect(plan.declined).toEqual([]);
        expect(commandsOf(dockerfile(after))).toEqual(commands);
      }),
      { numRuns: 150 },
    );
  });

  it('gives every RUN its mount, keeps every comment and every end of line, and is done after one run', () => {
    fc.assert(
      fc.property(dockerfiles, ({ text, comments, eol }) => {
        const { text: after } = upgradeDockerfile(dockerfile(text), PIP);
        const parsed = dockerfile(after);
        const runs = parsed.instructions.filter(({ name }) => name === 'RUN');
        expect(runs.map(({ flags }) => flags.map(({ value }) => value))).toEqual(
          runs.map(() => ['type=cache,target=/root/.cache/pip']),
        );
        expect(after.match(/# note \d+/g)).toEqual(comments);
        expect(
          after
            .split('\n')
            .slice(0, -1)
            .every((line) => line.endsWith('\r') === (eol === '\r\n')),
        ).toBe(true);
        expect(upgradeDockerfile(parsed, PIP).text).toBe(after);
      }),
      { numRuns: 150 },
    );
  });

  it('with all recipes keeps every comment, drops no plan, and is done after one run', () => {
    fc.assert(
      fc.property(dockerfiles, ({ text, comments }) => {
        const { text: after, plan } = upgradeDockerfile(dockerfile(text), RECIPES);
        expect(plan.declined).toEqual([]);
        expect(after.match(/# note \d+/g)).toEqual(comments);
        expect(upgradeDockerfile(dockerfile(after), RECIPES).text).toBe(after);
      }),
      { numRuns: 100 },
    );
  });

  it('compiles on all cores without any other change, drops no plan, and is done after one run', () => {
    fc.assert(
      fc.property(dockerfiles, ({ text, comments, eol }) => {
        const { dockerfile: after, declined } = compileAtOnce(dockerfile(text));
        expect(declined.filter(({ reason }) => reason === 'edit-not-verified')).toEqual([]);
        expect(commandsOf(after).map(asOfPip)).toEqual(commandsOf(dockerfile(text)).map(asOfPip));
        expect(after.text.match(/# note \d+/g)).toEqual(comments);
        if (eol === '\r\n') expect(after.text).toBe(text);
        expect(compileAtOnce(after).dockerfile.text).toBe(after.text);
      }),
      { numRuns: 100 },
    );
  });
});

/** A command without what tells who compiles. */
function asOfPip(words: readonly string[]): readonly string[] {
  return words
    .join(' ')
    .replace(/(?:pip3|python -m pip|\/opt\/pip-compile\/pip)(?= )/, 'pip')
    .replace(' --no-compile', '')
    .split(' ');
}
