import { ifMatchHeaders, type Route, requireIfMatch, route } from '@orpheus/platform/http';
import { z } from 'zod';
import type { AlterProduct, AlterProductOutcome } from '../app/alter-product.ts';
import { archiveProduct } from '../app/archive-product.ts';
import { changeProduct } from '../app/change-product.ts';
import { createProduct } from '../app/create-product.ts';
import { getProduct } from '../app/get-product.ts';
import type { CatalogPorts } from '../app/ports.ts';
import { removeProduct } from '../app/remove-product.ts';
import { restoreProduct } from '../app/restore-product.ts';
import { productNotFound, productRefused, skuTaken } from './error-map.ts';
import { id, writers } from './fields.ts';
import { newProduct, productAnswer, productChange, productResource } from './product-resource.ts';

const tags = ['products'];
const params = z.strictObject({ productId: id });
const etag = { etag: 'The version, for If-Match.' };
const problems = {
  404: { description: 'There is no such product.' },
  412: { description: 'The product has changed since.' },
  428: { description: 'If-Match is missing.' },
} as const;

function altered(outcome: AlterProductOutcome) {
  switch (outcome.outcome) {
    case 'done':
      return { status: 200, ...productAnswer(outcome.view) } as const;
    case 'refused':
      throw productRefused(outcome.refusal);
    case 'removed':
      throw productNotFound();
  }
}

function createRoute(ports: CatalogPorts): Route {
  return route({
    method: 'post',
    path: '/v1/products',
    operationId: 'createProduct',
    summary: 'Create a product',
    tags,
    auth: { roles: writers },
    body: newProduct,
    responses: {
      201: {
        description: 'The product.',
        body: productResource,
        headers: { ...etag, location: 'Where it is.' },
      },
      409: { description: 'There is a product with this sku already.' },
      422: { description: 'The product cannot be like that; `errors` says why.' },
    },
    handler: async ({ body: { sku, ...details }, cause }) => {
      const result = await createProduct(ports, { sku, details, cause });
      switch (result.outcome) {
        case 'created': {
          const { body, headers } = productAnswer(result.view);
          return { status: 201, body, headers: { ...headers, location: `/v1/products/${body.productId}` } };
        }
        case 'sku taken':
          throw skuTaken();
        case 'refused':
          throw productRefused(result.refusal);
      }
    },
  });
}

function getRoute(ports: CatalogPorts): Route {
  return route({
    method: 'get',
    path: '/v1/products/{productId}',
    operationId: 'getProduct',
    summary: 'Get a product, archived ones too',
    tags,
    auth: 'public',
    params,
    responses: {
      200: { description: 'The product.', body: productResource, headers: etag },
      404: problems[404],
    },
    handler: async ({ params: { productId } }) => {
      const view = await getProduct(ports, productId);
      if (view === undefined) throw productNotFound();
      return { status: 200, ...productAnswer(view) };
    },
  });
}

function changeRoute(ports: CatalogPorts): Route {
  return route({
    method: 'patch',
    path: '/v1/products/{productId}',
    operationId: 'changeProduct',
    summary: 'Change a product',
    description:
      'What is left out stays as it is; prices, categories and attributes are replaced as a whole.',
    tags,
    auth: { roles: writers },
    params,
    headers: ifMatchHeaders,
    body: productChange,
    responses: {
      200: { description: 'The product as it is now.', body: productResource, headers: etag },
      409: { description: 'The product is archived.' },
      422: { description: 'The product cannot be like that; `errors` says why.' },
      ...problems,
    },
    handler: async (request) => {
      const {
        params: { productId },
        body: details,
        cause,
      } = request;
      const expectedVersion = requireIfMatch(request);
      return altered(await changeProduct(ports, { productId, expectedVersion, details, cause }));
    },
  });
}

function transitionRoute(
  ports: CatalogPorts,
  name: 'archive' | 'restore',
  summary: string,
  run: (ports: CatalogPorts, request: AlterProduct) => Promise<AlterProductOutcome>,
): Route {
  return route({
    method: 'post',
    path: `/v1/products/{productId}/${name}`,
    operationId: `${name}Product`,
    summary,
    tags,
    auth: { roles: writers },
    params,
    headers: ifMatchHeaders,
    responses: {
      200: { description: 'The product as it is now.', body: productResource, headers: etag },
      ...problems,
    },
    handler: async (request) => {
      const {
        params: { productId },
        cause,
      } = request;
      return altered(await run(ports, { productId, expectedVersion: requireIfMatch(request), cause }));
    },
  });
}

function removeRoute(ports: CatalogPorts): Route {
  return route({
    method: 'delete',
    path: '/v1/products/{productId}',
    operationId: 'removeProduct',
    summary: 'Remove an archived product for good',
    tags,
    auth: { roles: ['admin'] },
    params,
    headers: ifMatchHeaders,
    responses: {
      204: { description: 'The product is gone.' },
      409: { description: 'The product is not archived.' },
      ...problems,
    },
    handler: async (request) => {
      const {
        params: { productId },
        cause,
      } = request;
      const outcome = await removeProduct(ports, {
        productId,
        expectedVersion: requireIfMatch(request),
        cause,
      });
      if (outcome.outcome === 'refused') throw productRefused(outcome.refusal);
      return { status: 204 };
    },
  });
}

export function productRoutes(ports: CatalogPorts): readonly Route[] {
  return [
    createRoute(ports),
    getRoute(ports),
    changeRoute(ports),
    transitionRoute(ports, 'archive', 'Take a product off sale', archiveProduct),
    transitionRoute(ports, 'restore', 'Put an archived product on sale again', restoreProduct),
    removeRoute(ports),
  ];
}
