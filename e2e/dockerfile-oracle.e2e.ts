import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Variable } from '../packages/nx-docker-cache/src/dockerfile/expand';
import { expandWord } from '../packages/nx-docker-cache/src/dockerfile/expand';
import { lex } from '../packages/nx-docker-cache/src/dockerfile/lex';
import { parseMount } from '../packages/nx-docker-cache/src/dockerfile/mounts';
import { arbitraryDockerfile } from '../packages/nx-docker-cache/src/dockerfile/testing/arbitrary-dockerfile';
import {
  arbitraryMount,
  type MountCase,
} from '../packages/nx-docker-cache/src/dockerfile/testing/arbitrary-mount';
import {
  arbitraryWord,
  type WordCase,
} from '../packages/nx-docker-cache/src/dockerfile/testing/arbitrary-word';
import { differenceToOracle } from '../packages/nx-docker-cache/src/dockerfile/testing/compare-with-oracle';
import type { OracleReading } from '../packages/nx-docker-cache/src/dockerfile/testing/oracle-reading';
import { askOracle, goIsPresent, type MountAnswer, type WordAnswer } from '../tools/dockerfile-oracle/oracle';

/** The same on every machine, so that a difference can be looked at. */
const SEED = 20_241_122;
const CASES = 2000;

const present = goIsPresent();
if (!present) {
  process.stderr.write(
    '\n*** Go is not installed: our parser is NOT compared with BuildKit here; the suite counts as skipped.\n' +
      '*** Install Go (https://go.dev/doc/install) to run it.\n\n',
  );
}

function generated<Case>(arbitrary: fc.Arbitrary<Case>): Case[] {
  return fc.sample(arbitrary, { numRuns: CASES, seed: SEED });
}

function lookupIn(environment: Readonly<Record<string, string>>): (name: string) => Variable {
  return (name) => {
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    return value === undefined ? { kind: 'unset' } : { kind: 'set', value };
  };
}

(present ? describe : describe.skip)("BuildKit's own code says the same", () => {
  it(`of ${CASES} generated Dockerfiles`, () => {
    const texts = generated(arbitraryDockerfile());
    const answers = askOracle(texts.map((dockerfile) => ({ dockerfile }))) as OracleReading[];
    expect(texts.map((text, at) => differenceToOracle(text, answers[at]!)).filter(Boolean)).toEqual([]);
  });

  it('of lines at the edge of what is too long', () => {
    const texts = [65_529, 65_530, 65_531, 65_532].flatMap((length) => {
      const line = `RUN ${'a'.repeat(length)}`;
      return [
        `FROM a\n${line}`,
        `FROM a\n${line}\n`,
        `FROM a\n${line}\r\n`,
        `FROM a\nRUN ${'é'.repeat(length / 2)}\nCMD b\n`,
      ];
    });
    const answers = askOracle(texts.map((dockerfile) => ({ dockerfile }))) as OracleReading[];
    const differences = texts.map((text, at) => differenceToOracle(text, answers[at]!)?.slice(-300));
    expect(differences.filter(Boolean)).toEqual([]);
    expect(answers.some(({ error }) => error !== undefined)).toBe(true);
  });

  it(`of ${CASES} words to expand`, () => {
    const words = generated(arbitraryWord());
    const answers = askOracle(words.map((word) => ({ word }))) as WordAnswer[];
    const differences = words.filter((word, at) => !expandsAlike(word, answers[at]!));
    expect(differences).toEqual([]);
  });

  it(`of ${CASES} mounts`, () => {
    const mounts = generated(arbitraryMount());
    const answers = askOracle(mounts.map((mount) => ({ mount }))) as MountAnswer[];
    const differences = mounts.filter((mount, at) => !mountsAlike(mount, answers[at]!));
    expect(differences).toEqual([]);
  });
});

function expandsAlike(word: WordCase, { text, words, error }: WordAnswer): boolean {
  const ours = lex(word.text, { ...word, lookup: lookupIn(word.environment) });
  if (ours.kind === 'invalid') return error?.endsWith(patternless(ours.message)) ?? false;
  return error === undefined && ours.text === text && isDeepStrictEqual(ours.words, words ?? []);
}

/** What is wrong with a pattern is said in Go's words there. */
function patternless(message: string): string {
  return message.startsWith('invalid pattern') ? '' : message;
}

function mountsAlike({ value, environment }: MountCase, { mount, error }: MountAnswer): boolean {
  const flag = { name: 'mount', value, range: { start: 0, end: 0 } };
  const ours = parseMount(flag, (word) => expandWord(word, lookupIn(environment)));
  const [problem] = ours.problems;
  if (mount === undefined || problem !== undefined) {
    const theirs = (error ?? '')
      .replace(/ \(did you mean .*\)$/, '')
      .replace(/parse error on line 1, column \d+: /, '');
    return problem !== undefined && theirs.endsWith(problem);
  }
  return isDeepStrictEqual(mount, {
    Type: ours.type,
    From: ours.from ?? '',
    Source: ours.source ?? '',
    Target: ours.target ?? '',
    ReadOnly: ours.readonly,
    // Our size stays as it is written.
    SizeLimit: mount['SizeLimit'],
    CacheID: ours.id ?? '',
    CacheSharing: ours.sharing ?? '',
    Required: ours.required,
    Env: ours.env ?? null,
    Mode: ours.mode ?? null,
    UID: ours.uid ?? null,
    GID: ours.gid ?? null,
  });
}
