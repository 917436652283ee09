import Router from '@koa/router';
import type { Method, Route } from './route.ts';

/** What stands at a path. */
export interface MatchedPath {
  readonly routes: ReadonlyMap<Method, Route>;
  /** The path's values for its parameters, in their order, still percent-encoded. */
  readonly values: readonly string[];
}

const parameterPattern = /^\{(?<name>[a-zA-Z]\w*)\}$/;

/** The names of a path's parameters, in their order. */
export function parameterNames(path: string): readonly string[] {
  return path.split('/').flatMap((segment) => parameterPattern.exec(segment)?.groups?.['name'] ?? []);
}

/** The path with its parameters numbered: how they are called makes no difference to what it matches. */
function shapeOf(path: string): string {
  return path
    .split('/')
    .map((segment, index) => (parameterPattern.test(segment) ? `:p${index}` : segment))
    .join('/');
}

/** Fixed segments sort before parameters, from the left. */
function byFixedSegments(one: string, other: string): number {
  const rank = (shape: string) => shape.replaceAll(/\/(:)?[^/]*/g, (_, parameter) => (parameter ? '1' : '0'));
  return rank(one) < rank(other) ? -1 : 1;
}

/**
 * Finds routes by path, a fixed segment before a parameter. It answers by path alone, so that a known path with another
 * method is told from an unknown path. Throws on two routes for the same method and path.
 */
export function createRouteTable(routes: readonly Route[]): (path: string) => MatchedPath | undefined {
  const byShape = new Map<string, Map<Method, Route>>();
  for (const route of routes) {
    const shape = shapeOf(route.path);
    const methods = byShape.get(shape) ?? new Map<Method, Route>();
    if (methods.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
    byShape.set(shape, methods.set(route.method, route));
  }
  const router = new Router({ strict: true, sensitive: true });
  for (const shape of [...byShape.keys()].sort(byFixedSegments)) {
    router.register(shape, ['GET'], () => undefined);
  }
  return (path) => {
    const [layer] = router.match(path, 'GET').path;
    const found = layer && byShape.get(String(layer.path));
    return found && { routes: found, values: layer.captures(path) };
  };
}
