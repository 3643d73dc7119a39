import { type Rate, readRate } from './rate';

/** What the proxy does wrong on purpose. */
export type Fault =
  /** Breaks the connection after so many bytes of the body. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Answers with this status instead of the body. */
  | { readonly kind: 'status'; readonly status: number }
  /** Sends the body at this rate, each connection for itself. */
  | { readonly kind: 'slow'; readonly rate: string };

export interface FaultPlan {
  readonly fault: Fault;
  /** Meets the requests whose path contains this; default: all. */
  readonly match?: string;
  /** Ends after so many requests; default: never. */
  readonly times?: number;
}

/** The faults that are set, each with what is left of its times. */
export class Faults {
  private plans: readonly FaultPlan[] = [];

  set(plans: readonly FaultPlan[]): void {
    this.plans = plans;
  }

  /** The fault that this request meets; counts it down. */
  take(path: string): Fault | undefined {
    const plan = this.plans.find(
      ({ match, times }) => (times === undefined || times > 0) && path.includes(match ?? ''),
    );
    if (plan?.times !== undefined) {
      const rest = { ...plan, times: plan.times - 1 };
      this.plans = this.plans.map((other) => (other === plan ? rest : other));
    }
    return plan?.fault;
  }
}

/** The rate of a connection that meets this fault. */
export function rateOfFault(fault: Fault | undefined): Rate {
  return fault?.kind === 'slow' ? readRate(fault.rate) : undefined;
}

/** Reads what `/_control` was sent. Throws a TypeError that says what is wrong. */
export function readFaultPlans(value: unknown): readonly FaultPlan[] {
  if (!Array.isArray(value)) throw new TypeError('`faults` must be an array');
  return value.map((plan: unknown) => {
    if (typeof plan !== 'object' || plan === null) throw new TypeError('a fault must be an object');
    const { fault, match, times } = plan as Record<string, unknown>;
    return {
      fault: readFault(fault),
      ...(typeof match === 'string' && { match }),
      ...(typeof times === 'number' && { times }),
    };
  });
}

function readFault(value: unknown): Fault {
  const fault = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (fault['kind'] === 'cut' && typeof fault['afterBytes'] === 'number')
    return { kind: 'cut', afterBytes: fault['afterBytes'] };
  if (fault['kind'] === 'status' && typeof fault['status'] === 'number')
    return { kind: 'status', status: fault['status'] };
  if (fault['kind'] === 'slow' && typeof fault['rate'] === 'string') {
    readRate(fault['rate']);
    return { kind: 'slow', rate: fault['rate'] };
  }
  throw new TypeError(
    'a fault is one of {kind: "cut", afterBytes}, {kind: "status", status}, {kind: "slow", rate}',
  );
}
