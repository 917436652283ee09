import { decodeCursor, encodeCursor, listPage, listQuery, type Route, route } from '@orpheus/platform/http';
import { z } from 'zod';
import { listProducts } from '../app/list-products.ts';
import type { CatalogPorts } from '../app/ports.ts';
import type { ProductPlace, ProductSort } from '../app/product-list.ts';
import { amount, currency, id, text } from './fields.ts';
import { productResource, toProductResource } from './product-resource.ts';

const query = listQuery({
  q: text(200).min(1).optional().describe('Words that the product has, also begun or misspelt ones.'),
  status: z.enum(['ACTIVE', 'ARCHIVED']).default('ACTIVE'),
  categoryId: id.optional().describe('With all categories below it.'),
  currency: currency.optional().describe('Only products with a price in it.'),
  minPrice: amount.optional(),
  maxPrice: amount.optional(),
  inStock: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  sort: z
    .enum(['newest', 'name', 'price', '-price', 'relevance'])
    .optional()
    .describe('`relevance` by default with `q`, `newest` without.'),
}).superRefine((value, context) => {
  const report = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (value.currency === undefined) {
    if (value.minPrice !== undefined) report('minPrice', 'needs a currency');
    if (value.maxPrice !== undefined) report('maxPrice', 'needs a currency');
    if (value.sort === 'price' || value.sort === '-price') report('sort', 'needs a currency');
  }
  if (value.q === undefined && value.sort === 'relevance') report('sort', 'needs q');
});

const positions: Readonly<Record<ProductSort, z.ZodType<[ProductPlace['key'], string]>>> = {
  newest: z.tuple([z.iso.datetime(), id]),
  name: z.tuple([text(1_000), id]),
  price: z.tuple([z.int(), id]),
  '-price': z.tuple([z.int(), id]),
  relevance: z.tuple([z.int32(), id]),
};

export function listProductsRoute(ports: CatalogPorts): Route {
  return route({
    method: 'get',
    path: '/v1/products',
    operationId: 'listProducts',
    summary: 'List and search products',
    tags: ['products'],
    auth: 'public',
    query,
    responses: { 200: { description: 'A page of products.', body: listPage(productResource) } },
    handler: async ({ query: asked }) => {
      const {
        q,
        limit,
        cursor: _cursor,
        sort = q === undefined ? 'newest' : 'relevance',
        ...filters
      } = asked;
      const after = decodeCursor(asked, positions[sort]);
      const page = await listProducts(
        ports,
        { ...filters, text: q, sort },
        after && { key: after[0], id: after[1] },
        limit,
      );
      const next = page.next ? encodeCursor(asked, [page.next.key, page.next.id]) : null;
      return { status: 200, body: { items: page.items.map(toProductResource), next } };
    },
  });
}
