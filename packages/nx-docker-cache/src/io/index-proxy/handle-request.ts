import type { IncomingMessage, ServerResponse } from 'node:http';
import { readControl } from './control';
import type { Fault } from './faults';
import { NotServed } from './not-served';
import type { ProxyState } from './proxy-state';
import { type Route, routeOf } from './routes';
import type { Outlet } from './send-body';
import { type ContentRoute, sendContent } from './send-content';
import type { TrafficKind } from './traffic';

/** What is for those alone who have started it. */
const STEERING: readonly Route['kind'][] = ['stats', 'control'];

/** Answers one request. Rejects only when the connection is past saving. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { state, isSteered }: { readonly state: ProxyState; readonly isSteered: boolean },
): Promise<void> {
  const asked = routeOf(request.url ?? '/');
  const route = isSteered || !STEERING.includes(asked.kind) ? asked : ({ kind: 'unknown' } as const);
  switch (route.kind) {
    case 'stats':
      answerJson(response, 200, state.traffic.all());
      return;
    case 'control':
      await control(request, response, state);
      return;
    case 'redirect':
      response.writeHead(301, { location: route.location }).end();
      return;
    case 'unknown':
      answerText(
        response,
        404,
        `not found: this proxy serves /simple/<project>/${isSteered ? ', /files/, /_stats and /_control' : ' and /files/'}`,
      );
      return;
    default:
      await content(route, request, response, state);
  }
}

async function control(request: IncomingMessage, response: ServerResponse, state: ProxyState): Promise<void> {
  try {
    state.apply(await readControl(request));
    answerJson(response, 200, { label: state.label });
  } catch (error) {
    answerText(response, 400, (error as Error).message);
  }
}

async function content(
  route: ContentRoute,
  request: IncomingMessage,
  response: ServerResponse,
  state: ProxyState,
): Promise<void> {
  const label = route.label ?? state.label;
  state.traffic.request(label);
  const fault = state.faults.take(request.url ?? '/');
  if (fault?.kind === 'status') {
    answerText(response, fault.status, 'a fault was asked for');
    return;
  }
  const exchange = { request, response, state, label, outlet: outletOf(state, label, route.kind, fault) };
  try {
    await sendContent(exchange, route);
  } catch (error) {
    if (response.headersSent) {
      state.traffic.broken(label);
      response.destroy();
    } else
      answerText(
        response,
        error instanceof NotServed ? error.status : 502,
        withoutUser((error as Error).message),
      );
  }
}

/** The index may be asked with a password, and builds print what they are told. */
function withoutUser(message: string): string {
  return message.replace(/:\/\/[^\s/]*@/g, '://');
}

function outletOf(state: ProxyState, label: string, kind: TrafficKind, fault: Fault | undefined): Outlet {
  const onSent = (bytes: number): void => {
    state.traffic.sent(label, kind, bytes);
  };
  return { link: state.link, fault, onSent };
}

function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(`${JSON.stringify(value, null, 2)}\n`);
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
