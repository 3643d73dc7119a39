import { normalisedName } from './index-page';

/** What a request asks for. */
export type Route =
  | { readonly kind: 'page'; readonly label?: string; readonly project: string }
  | { readonly kind: 'file'; readonly label?: string; readonly project: string; readonly filename: string }
  | {
      readonly kind: 'metadata';
      readonly label?: string;
      readonly project: string;
      readonly filename: string;
    }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'stats' }
  | { readonly kind: 'control' }
  | { readonly kind: 'unknown' };

/** Reads the target of a request; the absolute form, which proxies get, as well. */
export function routeOf(target: string): Route {
  const path = pathOf(target);
  if (path === '/_stats') return { kind: 'stats' };
  if (path === '/_control') return { kind: 'control' };
  const match = /^(?:\/b\/([^/]+))?\/(simple|files)\/([^/]+)(?:\/([^/]*))?$/.exec(path);
  if (match === null) return { kind: 'unknown' };
  const [, label, area, project = '', rest] = match;
  const labelled = label === undefined ? {} : { label: decode(label) };
  if (area === 'simple') return pageRoute(path, decode(project), rest, labelled);
  const filename = decode(rest ?? '');
  if (filename === '') return { kind: 'unknown' };
  return filename.endsWith('.metadata')
    ? {
        kind: 'metadata',
        ...labelled,
        project: decode(project),
        filename: filename.slice(0, -'.metadata'.length),
      }
    : { kind: 'file', ...labelled, project: decode(project), filename };
}

/** Pages have normalised names and end with a slash; anything else is sent there, as PEP 503 wants it. */
function pageRoute(
  path: string,
  project: string,
  rest: string | undefined,
  labelled: { label?: string },
): Route {
  if (rest !== undefined && rest !== '') return { kind: 'unknown' };
  const name = normalisedName(project);
  if (rest === '' && name === project) return { kind: 'page', ...labelled, project };
  return { kind: 'redirect', location: `${path.slice(0, path.indexOf('/simple/'))}/simple/${name}/` };
}

function pathOf(target: string): string {
  return URL.canParse(target) ? new URL(target).pathname : (target.split('?')[0] ?? '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign stands for itself
  }
}
