import { expect, test } from '@jest/globals';
import { route } from './route.ts';
import { createRouteTable } from './route-table.ts';

const at = (method: 'get' | 'post', path: string) =>
  route({
    method,
    path,
    operationId: `${method} ${path}`,
    summary: '',
    tags: [],
    auth: 'public',
    responses: { 204: { description: 'Nothing' } },
    handler: async () => ({ status: 204 }),
  });

const find = createRouteTable([
  at('get', '/orders'),
  at('post', '/orders'),
  at('get', '/orders/{orderId}'),
  at('get', '/orders/search'),
  at('post', '/orders/{orderId}/cancel'),
  at('get', '/{kind}/search/all'),
]);

const described = (path: string) => {
  const matched = find(path);
  return matched && [[...matched.routes.values()].map((each) => each.operationId), matched.values];
};

test('finds all methods of a path', () => {
  expect(described('/orders')).toEqual([['get /orders', 'post /orders'], []]);
});

test('prefers a fixed segment, and goes back to a parameter where that leads nowhere', () => {
  expect(described('/orders/search')).toEqual([['get /orders/search'], []]);
  expect(described('/orders/7')).toEqual([['get /orders/{orderId}'], ['7']]);
  expect(described('/orders/search/cancel')).toEqual([['post /orders/{orderId}/cancel'], ['search']]);
  expect(described('/orders/search/all')).toEqual([['get /{kind}/search/all'], ['orders']]);
});

test.each(['/', '', '/order', '/orders/', '/orders/7/', '/orders//cancel', '/orders/7/cancel/x', '//orders'])(
  '%j is nothing',
  (path) => {
    expect(find(path)).toBeUndefined();
  },
);

test('refuses two routes for one method and path', () => {
  expect(() => createRouteTable([at('get', '/a/{x}'), at('get', '/a/{y}')])).toThrow('two routes');
});
