import { splitHealthcheck } from './healthcheck';
import { keyValuesOf } from './key-values';
import type { EscapeToken, Instruction } from './syntax';
import { blankSeparatedWords, quotedWords } from './words';

/**
 * The arguments as BuildKit's parser hands them to the next stage of the frontend (the chain of `Next` of its node):
 * words, one string, or name, value and separator of every pair. Empty for ONBUILD: see its trigger.
 */
export function nodeArguments(instruction: Instruction, escape: EscapeToken): string[] {
  return (SHAPES[instruction.name] ?? ignored)(instruction, escape);
}

type Shape = (instruction: Instruction, escape: EscapeToken) => string[];

/** An unknown instruction has one argument, which is empty. */
const ignored: Shape = () => [''];

const string: Shape = ({ args }) => (args.text === '' ? [] : [args.text]);

const words: Shape = ({ args }) => blankSeparatedWords(args).map((word) => word.text);

const jsonOr =
  (other: Shape): Shape =>
  (instruction, escape) =>
    instruction.json?.map((word) => word.value) ?? other(instruction, escape);

const pairs: Shape = (instruction, escape) =>
  keyValuesOf(instruction, escape).flatMap(({ name, value, legacy }) => [
    name,
    value ?? '',
    legacy ? '' : '=',
  ]);

const healthcheck: Shape = ({ args, json }) => {
  if (args.text === '') return [];
  const { type, command } = splitHealthcheck(args.text);
  if (json !== undefined) return [type, ...json.map((word) => word.value)];
  return command === '' ? [type] : [type, command];
};

const SHAPES: Readonly<Record<string, Shape | undefined>> = {
  ADD: jsonOr(words),
  ARG: ({ args }, escape) => quotedWords(args.text, escape).map((word) => word.text),
  CMD: jsonOr(string),
  COPY: jsonOr(words),
  ENTRYPOINT: jsonOr(string),
  ENV: pairs,
  EXPOSE: words,
  FROM: words,
  HEALTHCHECK: healthcheck,
  LABEL: pairs,
  MAINTAINER: string,
  ONBUILD: () => [],
  RUN: jsonOr(string),
  SHELL: jsonOr(string),
  STOPSIGNAL: string,
  USER: string,
  VOLUME: jsonOr(words),
  WORKDIR: string,
};
