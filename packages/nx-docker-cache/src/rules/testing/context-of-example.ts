import { sentFiles, type SentFiles } from '../../context/project-files';
import { parse } from '../../dockerfile/parse';
import type { Dockerfile } from '../../dockerfile/syntax';
import { projectOfTexts } from '../../upgrade/testing/project-of-texts';
import { listContext, type ContextExample, type ContextFacts } from '../context-facts';

/** What a rule sees of an example. */
export function contextFactsOf({
  dockerfile,
  ignore,
  files,
  texts: written = {},
}: ContextExample): ContextFacts {
  const parsed = dockerfileOf(dockerfile);
  const texts = Object.fromEntries(Object.keys(files).map((path) => [path, written[path] ?? '']));
  return {
    dockerfile: parsed,
    ...listContext(parsed, sentTexts(texts, ignore)),
    sizes: new Map(Object.entries(files)),
  };
}

export function dockerfileOf(text: string): Dockerfile {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.dockerfile;
}

/** A context of these texts after an ignore file. */
export function sentTexts(texts: Readonly<Record<string, string>>, ignore: string): SentFiles {
  const context = sentFiles(projectOfTexts(texts), ignore);
  if (context === undefined) throw new Error('the ignore file is not valid');
  return context;
}
