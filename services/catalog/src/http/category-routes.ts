import {
  decodeCursor,
  encodeCursor,
  ifMatchHeaders,
  listPage,
  listQuery,
  type Route,
  requireIfMatch,
  route,
} from '@orpheus/platform/http';
import { z } from 'zod';
import type { CategoryOutcome } from '../app/category-outcome.ts';
import { changeCategory } from '../app/change-category.ts';
import { createCategory } from '../app/create-category.ts';
import { deleteCategory } from '../app/delete-category.ts';
import { getCategory } from '../app/get-category.ts';
import { listCategories } from '../app/list-categories.ts';
import type { CatalogPorts } from '../app/ports.ts';
import type { Category } from '../domain/category.ts';
import {
  categoryAnswer,
  categoryChange,
  categoryResource,
  newCategory,
  toCategoryResource,
} from './category-resource.ts';
import { categoryNotFound, categoryRefused, slugTaken } from './error-map.ts';
import { id, text, writers } from './fields.ts';

const tags = ['categories'];
const params = z.strictObject({ categoryId: id });
const etag = { etag: 'The version, for If-Match.' };
const problems = {
  404: { description: 'There is no such category.' },
  412: { description: 'The category has changed since.' },
  428: { description: 'If-Match is missing.' },
} as const;

function categoryOf(outcome: CategoryOutcome): Category {
  switch (outcome.outcome) {
    case 'done':
      return outcome.category;
    case 'slug taken':
      throw slugTaken();
    case 'refused':
      throw categoryRefused(outcome.refusal);
  }
}

function createRoute(ports: CatalogPorts): Route {
  return route({
    method: 'post',
    path: '/v1/categories',
    operationId: 'createCategory',
    summary: 'Create a category',
    tags,
    auth: { roles: writers },
    body: newCategory,
    responses: {
      201: {
        description: 'The category.',
        body: categoryResource,
        headers: { ...etag, location: 'Where it is.' },
      },
      409: { description: 'There is a category with this slug already.' },
      422: { description: 'The category cannot stand there; `errors` says why.' },
    },
    handler: async ({ body: details }) => {
      const { body, headers } = categoryAnswer(categoryOf(await createCategory(ports, details)));
      return { status: 201, body, headers: { ...headers, location: `/v1/categories/${body.categoryId}` } };
    },
  });
}

function listRoute(ports: CatalogPorts): Route {
  return route({
    method: 'get',
    path: '/v1/categories',
    operationId: 'listCategories',
    summary: 'List categories by slug',
    tags,
    auth: 'public',
    query: listQuery({ parentId: id.optional().describe('Only those directly below it.') }),
    responses: { 200: { description: 'A page of categories.', body: listPage(categoryResource) } },
    handler: async ({ query }) => {
      const after = decodeCursor(query, z.tuple([text(100)]));
      const filter = { parentId: query.parentId, afterSlug: after?.[0] };
      const { items, next } = await listCategories(ports, filter, query.limit);
      const cursor = next === undefined ? null : encodeCursor(query, [next]);
      return { status: 200, body: { items: items.map(toCategoryResource), next: cursor } };
    },
  });
}

function getRoute(ports: CatalogPorts): Route {
  return route({
    method: 'get',
    path: '/v1/categories/{categoryId}',
    operationId: 'getCategory',
    summary: 'Get a category',
    tags,
    auth: 'public',
    params,
    responses: {
      200: { description: 'The category.', body: categoryResource, headers: etag },
      404: problems[404],
    },
    handler: async ({ params: { categoryId } }) => {
      const category = await getCategory(ports, categoryId);
      if (category === undefined) throw categoryNotFound();
      return { status: 200, ...categoryAnswer(category) };
    },
  });
}

function changeRoute(ports: CatalogPorts): Route {
  return route({
    method: 'patch',
    path: '/v1/categories/{categoryId}',
    operationId: 'changeCategory',
    summary: 'Rename a category, or move it with all that is below it',
    tags,
    auth: { roles: writers },
    params,
    headers: ifMatchHeaders,
    body: categoryChange,
    responses: {
      200: { description: 'The category as it is now.', body: categoryResource, headers: etag },
      409: { description: 'There is a category with this slug already.' },
      422: { description: 'The category cannot stand there; `errors` says why.' },
      ...problems,
    },
    handler: async (request) => {
      const {
        params: { categoryId },
        body: change,
      } = request;
      const expectedVersion = requireIfMatch(request);
      const outcome = await changeCategory(ports, { categoryId, expectedVersion, change });
      return { status: 200, ...categoryAnswer(categoryOf(outcome)) };
    },
  });
}

function deleteRoute(ports: CatalogPorts): Route {
  return route({
    method: 'delete',
    path: '/v1/categories/{categoryId}',
    operationId: 'deleteCategory',
    summary: 'Delete an empty category',
    tags,
    auth: { roles: writers },
    params,
    headers: ifMatchHeaders,
    responses: {
      204: { description: 'The category is gone.' },
      409: { description: 'The category is not empty.' },
      ...problems,
    },
    handler: async (request) => {
      const outcome = await deleteCategory(ports, request.params.categoryId, requireIfMatch(request));
      if (outcome.outcome === 'refused') throw categoryRefused(outcome.refusal);
      return { status: 204 };
    },
  });
}

export function categoryRoutes(ports: CatalogPorts): readonly Route[] {
  return [createRoute(ports), listRoute(ports), getRoute(ports), changeRoute(ports), deleteRoute(ports)];
}
