import { groupBy } from '../collections/group-by';

/** A build that takes something from what another one makes. Both are names. */
export interface OrderEdge {
  readonly from: string;
  readonly to: string;
}

export interface BuildOrder {
  /** Those that can be kept: none is part of a circle. */
  readonly edges: readonly OrderEdge[];
  /** Each build that would have to wait for itself, with all that it would wait for in the circle. */
  readonly circles: ReadonlyMap<string, readonly string[]>;
}

/** Builds in a circle cannot wait for each other: their edges to each other are left out. */
export function buildOrder(edges: readonly OrderEdge[]): BuildOrder {
  const circleOf = circles(edges);
  const isInCircle = ({ from, to }: OrderEdge): boolean => circleOf.get(from)?.includes(to) ?? false;
  return { edges: edges.filter((edge) => !isInCircle(edge)), circles: circleOf };
}

function circles(edges: readonly OrderEdge[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map(
    [...groupBy(edges, ({ from }) => from)].map(([from, own]) => [from, own.map(({ to }) => to)] as const),
  );
  const found = new Map<string, readonly string[]>();
  for (const component of components(next)) {
    const isCircle = component.length > 1 || next.get(component[0] ?? '')?.includes(component[0] ?? '');
    if (isCircle) for (const name of component) found.set(name, [...component].sort());
  }
  return found;
}

interface Visit {
  readonly name: string;
  readonly index: number;
  lowest: number;
  onStack: boolean;
}

/** The strongly connected components (Tarjan). Deep chains of images are rare, so it may recurse. */
function components(next: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const visits = new Map<string, Visit>();
  const stack: Visit[] = [];
  const found: string[][] = [];
  const visit = (name: string): Visit => {
    const own: Visit = { name, index: visits.size, lowest: visits.size, onStack: true };
    visits.set(name, own);
    stack.push(own);
    for (const to of next.get(name) ?? []) {
      const known = visits.get(to);
      if (known === undefined) own.lowest = Math.min(own.lowest, visit(to).lowest);
      else if (known.onStack) own.lowest = Math.min(own.lowest, known.index);
    }
    if (own.lowest === own.index) {
      const component = stack.splice(stack.indexOf(own));
      for (const each of component) each.onStack = false;
      found.push(component.map((each) => each.name));
    }
    return own;
  };
  for (const name of next.keys()) if (!visits.has(name)) visit(name);
  return found;
}
