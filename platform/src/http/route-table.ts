import type { Method, Route } from './route.ts';

/** What stands at a path. */
export interface MatchedPath {
  readonly routes: ReadonlyMap<Method, Route>;
  /** The path's values for its parameters, in their order, still percent-encoded. */
  readonly values: readonly string[];
}

interface Node {
  readonly fixed: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<Method, Route>;
}

function emptyNode(): Node {
  return { fixed: new Map(), parameter: undefined, routes: new Map() };
}

const parameterPattern = /^\{(?<name>[a-zA-Z]\w*)\}$/;

/** The names of a path's parameters, in their order. */
export function parameterNames(path: string): readonly string[] {
  return path.split('/').flatMap((segment) => parameterPattern.exec(segment)?.groups?.['name'] ?? []);
}

function insert(root: Node, route: Route): void {
  let node = root;
  for (const segment of route.path.split('/').slice(1)) {
    if (parameterPattern.test(segment)) {
      node.parameter ??= emptyNode();
      node = node.parameter;
      continue;
    }
    const next = node.fixed.get(segment) ?? emptyNode();
    node.fixed.set(segment, next);
    node = next;
  }
  if (node.routes.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
  node.routes.set(route.method, route);
}

function find(
  node: Node,
  segments: readonly string[],
  index: number,
  values: readonly string[],
): MatchedPath | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.routes.size === 0 ? undefined : { routes: node.routes, values };
  const fixed = node.fixed.get(segment);
  const found = fixed === undefined ? undefined : find(fixed, segments, index + 1, values);
  if (found !== undefined || node.parameter === undefined || segment === '') return found;
  return find(node.parameter, segments, index + 1, [...values, segment]);
}

/**
 * Finds routes by path, a fixed segment before a parameter. It answers by path alone, so that a known path with another
 * method is told from an unknown path. Throws on two routes for the same method and path.
 */
export function createRouteTable(routes: readonly Route[]): (path: string) => MatchedPath | undefined {
  const root = emptyNode();
  for (const route of routes) insert(root, route);
  return (path) => find(root, path.split('/').slice(1), 0, []);
}
