import type { Dockerfile } from '../dockerfile/syntax';
import { installCall } from '../upgrade/split/split-call';
import { baseImage, sitesOf, type RunSite } from '../upgrade/sites';
import type { ObservedIndex } from './report';

/** What a build finds when it asks its package index, measured once in a step of its own. */
export interface IndexFacts {
  /** As it is used by pip; may hold a password, so that it is never shown. */
  readonly url: string;
  readonly bytesPerSecond: number | undefined;
  /** The header by which pages say how long they may be kept; undefined where there is none. */
  readonly cacheControl: string | undefined;
  /** Whether a page that was kept can be asked for again without being sent again. */
  readonly isRevalidated: boolean;
}

export type Observation =
  ({ readonly kind: 'observed' } & IndexFacts) | { readonly kind: 'none'; readonly why: string };

/** The file that the step writes. */
export const OBSERVED = 'index.json';

/**
 * A Dockerfile with one step that asks the index as the first install of Python packages would: on its base image, with the
 * variables that stand above it. Undefined for a Dockerfile without such an install.
 * @param names of distributions, normalised: the first one that the index has is asked for
 */
export function observingDockerfile(dockerfile: Dockerfile, names: readonly string[]): string | undefined {
  const sites = sitesOf(dockerfile);
  const site = sites.runs.flat().find(installs);
  const base = site && baseImage(sites.stages, site.stage);
  if (site === undefined || base === undefined) return undefined;
  return [
    `FROM ${base}`,
    ...variablesAbove(dockerfile, site),
    'ARG NX_DOCKER_CACHE_OBSERVE',
    'USER 0',
    "RUN python3 - <<'OBSERVE'",
    script(names),
    'OBSERVE',
    'FROM scratch',
    `COPY --from=0 /${OBSERVED} /`,
    '',
  ].join('\n');
}

function installs(site: RunSite): boolean {
  const read = site.commands();
  return read.ok && read.invocations.some((invocation) => installCall(invocation) !== undefined);
}

/** Those of the stage, as they are written. */
function variablesAbove({ text }: Dockerfile, { stage, run }: RunSite): readonly string[] {
  return stage.instructions
    .map(({ instruction }) => instruction)
    .filter(({ name, startLine }) => /^(?:ARG|ENV)$/.test(name) && startLine < run.startLine)
    .map(({ range }) => text.slice(range.start, range.end).trimEnd());
}

/** How much is fetched at most, and for how long: enough to tell a link's speed, and little beside a build. */
const MOST_BYTES = 20_000_000;
const MOST_SECONDS = 5;

/** pip's own client: it knows the proxies and certificates of the image. Nothing that fails is an error of the build. */
function script(names: readonly string[]): string {
  return `
import json, os, re, subprocess, sys, time
from urllib.parse import urljoin
def setting():
    for key in ("global.index-url", "install.index-url"):
        found = subprocess.run([sys.executable, "-m", "pip", "config", "get", key], capture_output=True, text=True)
        if found.returncode == 0 and found.stdout.strip():
            return found.stdout.strip()
    from pip._internal.models.index import PyPI
    return PyPI.simple_url
def observe():
    from pip._vendor import requests
    url = (os.environ.get("PIP_INDEX_URL") or setting()).rstrip("/")
    session = requests.Session()
    session.verify = os.environ.get("PIP_CERT") or True
    accept = {"Accept": "application/vnd.pypi.simple.v1+json, text/html;q=0.1"}
    for name in ${JSON.stringify(names)}:
        page = session.get(url + "/" + name + "/", headers=accept, timeout=20)
        if page.ok:
            break
    page.raise_for_status()
    if "json" in page.headers.get("Content-Type", ""):
        files = sorted(page.json()["files"], key=lambda each: each.get("size") or 0)
        places = [each["url"] for each in files if (each.get("size") or 0) <= ${5 * MOST_BYTES}]
    else:
        places = re.findall(r'href="([^"#]+)', page.text)
    speed = None
    if places:
        answer = session.get(urljoin(page.url, places[-1]), stream=True, timeout=20)
        answer.raise_for_status()
        start, count = time.monotonic(), 0
        for part in answer.iter_content(65536):
            count += len(part)
            if count > ${MOST_BYTES} or time.monotonic() - start > ${MOST_SECONDS}:
                break
        speed = count / max(time.monotonic() - start, 0.001)
    return {"url": url, "bytesPerSecond": speed, "cacheControl": page.headers.get("Cache-Control"),
            "isRevalidated": "ETag" in page.headers or "Last-Modified" in page.headers}
try:
    found = observe()
except BaseException as problem:
    found = {"why": type(problem).__name__}
with open("/${OBSERVED}", "w") as file:
    json.dump(found, file)
`.trim();
}

/** @param text what the step has written; undefined where it has not */
export function readObservation(text: string | undefined): Observation {
  const none = (why: string): Observation => ({ kind: 'none', why });
  if (text === undefined) return none('the base image has no Python that could ask it');
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return none('its answer was not understood');
    const fields: Readonly<Record<string, unknown>> = { ...found };
    const { url, bytesPerSecond, cacheControl, isRevalidated, why } = fields;
    if (typeof url !== 'string')
      return none(typeof why === 'string' ? `it did not answer: ${why}` : 'unknown');
    return {
      kind: 'observed',
      url,
      bytesPerSecond: typeof bytesPerSecond === 'number' ? bytesPerSecond : undefined,
      cacheControl: typeof cacheControl === 'string' ? cacheControl : undefined,
      isRevalidated: isRevalidated === true,
    };
  } catch {
    return none('its answer was not understood');
  }
}

/** Without what nobody may see. */
export function shownIndex(observation: Observation): ObservedIndex {
  if (observation.kind === 'none') return observation;
  const { kind, bytesPerSecond, cacheControl, isRevalidated } = observation;
  return { kind, bytesPerSecond, cacheControl, isRevalidated };
}

/** One sentence for the report. */
export function indexText(observation: ObservedIndex): string {
  if (observation.kind === 'none') return `The package index was not observed: ${observation.why}.`;
  const { bytesPerSecond, cacheControl, isRevalidated } = observation;
  const speed =
    bytesPerSecond === undefined
      ? 'The package index:'
      : `The package index gave ${rateText(bytesPerSecond)};`;
  const kept =
    cacheControl === undefined
      ? 'its pages do not say how long they may be kept'
      : `its pages may be kept as they say: ${cacheControl}`;
  const again = isRevalidated ? '' : ', and are sent again whenever they are asked for';
  return `${speed} ${kept}${again}.`;
}

/** `6.0 Mbit/s`. */
function rateText(bytesPerSecond: number): string {
  const megabits = (bytesPerSecond * 8) / 1e6;
  return `${megabits < 10 ? megabits.toFixed(1) : megabits.toFixed(0)} Mbit/s`;
}
