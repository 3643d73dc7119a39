import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredMounts } from '../../packages/nx-docker-cache/src/cache/declared-mounts';
import { forecast } from '../../packages/nx-docker-cache/src/cache/forecast';
import { readBuilder } from '../../packages/nx-docker-cache/src/cache/gc-policy';
import { readTrace } from '../../packages/nx-docker-cache/src/cache/build-trace';
import { readBuildxJson, readBuildxText } from '../../packages/nx-docker-cache/src/cache/read-buildx-usage';
import { readEngineImages } from '../../packages/nx-docker-cache/src/cache/read-engine-images';
import { readEngineUsage } from '../../packages/nx-docker-cache/src/cache/read-engine-usage';
import { addCache } from '../../packages/nx-docker-cache/src/compose/add-cache';
import { buildOfService } from '../../packages/nx-docker-cache/src/compose/build-of-service';
import { dockerfilesOf } from '../../packages/nx-docker-cache/src/compose/dockerfiles-of';
import { readConfig } from '../../packages/nx-docker-cache/src/compose/read-config';
import { buildReads } from '../../packages/nx-docker-cache/src/context/build-reads';
import { treeOf } from '../../packages/nx-docker-cache/src/context/context-tree';
import { sentFiles, type ProjectFiles } from '../../packages/nx-docker-cache/src/context/project-files';
import { contextFiles } from '../../packages/nx-docker-cache/src/context/read-files';
import { parse } from '../../packages/nx-docker-cache/src/dockerfile/parse';
import { planIgnore } from '../../packages/nx-docker-cache/src/ignore/plan-ignore';
import { contextGlobs } from '../../packages/nx-docker-cache/src/infer/ignore-to-filesets';
import { readPackageJson, readProjectJson } from '../../packages/nx-docker-cache/src/infer/project-file';
import { parseEvents, touchedSince } from '../../packages/nx-docker-cache/src/io/image-events';
import { RECIPES } from '../../packages/nx-docker-cache/src/recipes/registry';
import { listContext } from '../../packages/nx-docker-cache/src/rules/context-facts';
import { judgeContext } from '../../packages/nx-docker-cache/src/rules/judge-context';
import { judgeDockerfile } from '../../packages/nx-docker-cache/src/rules/judge-dockerfile';
import { judgeRequirements } from '../../packages/nx-docker-cache/src/rules/judge-requirements';
import { RULES } from '../../packages/nx-docker-cache/src/rules/registry';
import { withGcPolicy } from '../../packages/nx-docker-cache/src/settings/buildkitd-toml';
import { readDaemonSettings } from '../../packages/nx-docker-cache/src/settings/read-daemon-settings';
import { withBuildKit } from '../../packages/nx-docker-cache/src/settings/daemon-settings';
import { readKeptBuild } from '../../packages/nx-docker-cache/src/timing/explain/kept-build';
import { readHistory } from '../../packages/nx-docker-cache/src/timing/history/lines';
import { RawJsonDecoder } from '../../packages/nx-docker-cache/src/timing/rawjson';
import { readRecord } from '../../packages/nx-docker-cache/src/timing/read-record';
import { chooseRun } from '../../packages/nx-docker-cache/src/timing/report/choose-run';
import { renderHtml } from '../../packages/nx-docker-cache/src/timing/report/html/page';
import { makeReport } from '../../packages/nx-docker-cache/src/timing/report/report';
import { renderTerminal } from '../../packages/nx-docker-cache/src/timing/report/terminal';
import { readRun } from '../../packages/nx-docker-cache/src/timing/run/run-shape';
import { exampleHistory } from '../../packages/nx-docker-cache/src/timing/testing/histories';
import { upgradeDockerfile } from '../../packages/nx-docker-cache/src/upgrade/upgrade';
import { seededRandom } from '../../e2e/support/seeded-random';
import { repositoryRoot } from '../repository-root';

/** Something that is read although anybody may have written it. */
export interface FuzzSubject {
  /** What good ones look like. */
  readonly seeds: readonly string[];
  /**
   * Reads one, and does with it what the product does. It may throw a ProductError and nothing else.
   * @returns what is wrong with the result; undefined when nothing is
   */
  readonly read: (text: string) => string | undefined;
}

const FILES = [
  'a',
  'src/main.py',
  'src/lib/x.ts',
  '.env',
  'package.json',
  'node_modules/a/b.js',
  'link -> /etc',
];
const CONTEXT: ProjectFiles = { ...treeOf(FILES), text: (path) => (FILES.includes(path) ? '{}' : undefined) };
const NOW = Date.UTC(2026, 0, 1);

/** What the examples do not have. */
const CONSTRUCTS = [
  '# escape=`\nFROM x\nRUN dir `\n  c:\\\n',
  'ARG V=1\nFROM a:${V:-2} AS b\nONBUILD COPY . /x\nRUN <<EOF cat <<-"E" > /y\na\nEOF\nb\nE\nCOPY --from=b --parents ./a/**/b /c\n',
  'FROM a\nRUN --mount=type=cache,id=${X},target=/r --mount=type=bind,from=b,source=/s if true; then pip install --no-cache-dir x && rm -rf ~/.cache; fi\nSHELL ["bash", "-c"]\nRUN ["npm", "ci"]\nHEALTHCHECK CMD x\n',
];

export const SUBJECTS = {
  Dockerfile: { seeds: exampleDockerfiles(), read: readDockerfile },
  'ignore file': {
    seeds: [
      'node_modules\n**/.git\n!src/**/keep\n',
      '*\n!src\n!package.json\n**/*.py[co]\n',
      '# c\n/a/b/../c/\n\\#x\n',
    ],
    read: readIgnoreFile,
  },
  'requirements file': {
    seeds: [
      'click==8.1.7\n-r other.txt\nx[y]>=1; python_version < "3" --hash=sha256:0\n',
      '-e .\n--index-url x\na \\\n b\n',
    ],
    read: (text) => {
      judgeRequirements({ file: 'r.txt', text, constraints: [text], rules: RULES, ignore: [] });
      return undefined;
    },
  },
  'compose file': {
    seeds: [
      'name: s\ninclude: [a.yaml]\nservices:\n  web: # c\n    extends: {file: b.yaml, service: x}\n    build: ./web\n',
      'x: &b\n  context: .\nservices:\n  a:\n    build:\n      <<: *b\n      args: [A=1]\n    ports: ["80:80"]\n',
      '{"name":"s","services":{"a":{"image":"i","build":{"context":"/w","args":{"A":"1"},"secrets":[{"source":"t"}],"ulimits":{"n":1}}}},"secrets":{"t":{"file":"/t"}}}',
    ],
    read: readComposeFile,
  },
  'daemon.json': {
    seeds: [
      '{"features":{"buildkit":false},"builder":{"gc":{"enabled":true,"policy":[{"all":true,"filter":["a"]}]}}}',
      '{"data-root":"/d"}',
    ],
    read: (text) => {
      const wish = { keep: '20GB', containerdStore: true };
      const { settings } = withBuildKit(readDaemonSettings(text, 'daemon.json'), wish);
      return withBuildKit(settings, wish).changes.length === 0 ? undefined : 'a second run changes it again';
    },
  },
  'buildkitd.toml': {
    seeds: ['[worker.oci]\n  gc = true\n', 'debug = true\n[registry."x"]\n  http = true\n'],
    read: (text) => {
      const after = withGcPolicy(text, '20GB');
      return after === undefined || after.startsWith(text.trimEnd()) ? undefined : 'text was lost';
    },
  },
  'project files': {
    seeds: [
      '{"name":"a","targets":{"docker-build":{"options":{"context":"x"},"configurations":{"p":{}}}}}',
      '{"name":"@a/b","nx":{"targets":{}}}',
    ],
    read: (text) => {
      readProjectJson(text);
      readPackageJson(text);
      return undefined;
    },
  },
  history: { seeds: historySeeds(), read: readAnyHistory },
  'answer of the engine': {
    seeds: [
      '{"BuildCache":[{"ID":"r","Type":"exec.cachemount","Description":"cached mount /c from exec /bin/sh -c x with id \\"/i\\"","Size":1,"InUse":false,"CreatedAt":"2026-11-01T00:00:00Z","LastUsedAt":"2026-11-22T09:33:09Z","UsageCount":1,"Parents":["a"]}]}',
      '[{"Id":"sha256:a","RepoTags":[],"Size":1,"Containers":0,"Labels":{}}]',
      '{"Type":"image","Action":"tag","Actor":{"ID":"x","Attributes":{"name":"y"}},"time":1,"timeNano":1}\n',
    ],
    read: readEngineAnswer,
  },
  'output of buildx': {
    seeds: [
      'ID:\t\tabc\nCreated at:\t2026-11-01 00:00:00 +0000 UTC\nMutable:\ttrue\nSize:\t\t1.2GB\nDescription:\tcached mount /c from exec x with id "/i"\nLast used:\t3 hours ago\nType:\t\texec.cachemount\n\n',
      'Name: default\nDriver: docker\n\nNodes:\nName: default\nBuildKit version: v0.25\nGC Policy rule#0:\n All: false\n Filters: type==source.local\n Keep Duration: 48h0m0s\n Max Used Space: 512MB\n',
      '{"vertexes":[{"digest":"sha256:a","name":"[1/2] RUN x","started":"2026-11-01T00:00:00Z","completed":"2026-11-01T00:00:01Z","cached":true}],"statuses":[],"logs":[{"vertex":"sha256:a","data":"eA==","stream":1}]}\n',
    ],
    read: readBuildxOutput,
  },
} as const satisfies Readonly<Record<string, FuzzSubject>>;

function exampleDockerfiles(): readonly string[] {
  const folder = join(repositoryRoot, 'examples');
  const own = readdirSync(folder).map((name) => readFileSync(join(folder, name, 'Dockerfile'), 'utf8'));
  return [...own, ...CONSTRUCTS];
}

function readDockerfile(text: string): string | undefined {
  const parsed = parse(text);
  if (!parsed.ok) return undefined;
  const { dockerfile } = parsed;
  if (dockerfile.text !== text) return 'the text is not kept';
  const context = sentFiles(CONTEXT, 'node_modules\n');
  declaredMounts(dockerfile, {}, RECIPES);
  const read = [...contextFiles(buildReads(dockerfile), CONTEXT).keys()];
  const outside = read.find((path) => path.startsWith('/') || path.split('/').includes('..'));
  if (outside !== undefined) return `it reads ${outside}`;
  judgeDockerfile({ file: 'D', dockerfile, recipes: RECIPES, rules: RULES, ignore: [], context });
  if (context !== undefined)
    judgeContext(
      'D',
      { dockerfile, ...listContext(dockerfile, context), sizes: new Map() },
      { rules: RULES, ignore: [] },
    );
  planIgnore({ dockerfiles: [dockerfile], context: CONTEXT, text: undefined });
  const upgraded = upgradeDockerfile(dockerfile, RECIPES, { ...(context !== undefined && { context }) });
  const again = parse(upgraded.text);
  return again.ok ? undefined : `the upgrade is refused: ${again.problems[0]?.message ?? ''}`;
}

function readIgnoreFile(text: string): string | undefined {
  const files = sentFiles(CONTEXT, text);
  if (files === undefined) return undefined;
  for (const path of ['a', 'src/main.py', 'x/'.repeat(200) + 'y']) files.wouldSend(path);
  contextGlobs(text);
  const parsed = parse('FROM x\nCOPY . /a\n');
  if (parsed.ok) planIgnore({ dockerfiles: [parsed.dockerfile], context: CONTEXT, text });
  return undefined;
}

function readComposeFile(text: string): string | undefined {
  const outside = dockerfilesOf('a/compose.yaml', () => text).find((path) => path.startsWith('..'));
  if (outside !== undefined) return `it names ${outside}`;
  const added = addCache(text, { cacheFrom: ['type=gha'], cacheTo: [], service: undefined });
  if ('text' in added && added.text.length < text.length) return 'text was lost';
  const config = readConfig(text);
  for (const service of config.services) buildOfService(service, config);
  return undefined;
}

function historySeeds(): readonly string[] {
  const { lines, lastRun } = exampleHistory({ projects: 2, runs: 2, random: seededRandom(1) });
  return [...lines, JSON.stringify(lastRun)].filter((line) => line.length < 20_000);
}

function readAnyHistory(text: string): string | undefined {
  const history = readHistory([text]);
  const value = jsonOf(text);
  readRecord(value);
  readTrace(value);
  readKeptBuild(value);
  const run = chooseRun(readRun(value), history, undefined);
  if (run === undefined) return undefined;
  const report = makeReport(run, history, { last: 10 });
  renderTerminal(report, { width: 80, hasColour: false });
  return /<script>(?!\/\*|"use strict"|\()/.test(renderHtml(report))
    ? 'the page holds a script of the history'
    : undefined;
}

function readEngineAnswer(text: string): string | undefined {
  const value = jsonOf(text);
  readEngineImages(value);
  const records = readEngineUsage(value) ?? [];
  forecast({ records, rules: [], now: NOW });
  // What is no JSON is refused as a whole (io/engine-api.ts).
  if (text.split('\n').every((line) => line.trim() === '' || jsonOf(line) !== undefined))
    touchedSince(parseEvents(text), '1 image tag x');
  return undefined;
}

function readBuildxOutput(text: string): string | undefined {
  const facts = readBuilder(text);
  const records = [...readBuildxText(text, NOW), ...readBuildxJson(text, NOW)];
  forecast({ records, rules: facts?.rules, now: NOW });
  const decoder = new RawJsonDecoder(() => undefined);
  decoder.push(Buffer.from(text));
  decoder.end();
  return undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
