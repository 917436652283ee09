import { type Route, route } from '@orpheus/platform/http';
import { z } from 'zod';
import type { CatalogPorts } from '../app/ports.ts';
import { type UpsertResult, type UpsertRow, upsertProducts } from '../app/upsert-products.ts';
import { type Fault, within } from '../domain/fault.ts';
import { toProblemError } from './error-map.ts';
import { id, writers } from './fields.ts';
import { newProduct } from './product-resource.ts';

const MAX_ROWS = 1_000;

const { $schema: _dialect, ...rowDescription } = z.toJSONSchema(newProduct, {
  io: 'input',
  unrepresentable: 'any',
});

const body = z.strictObject({
  // Each row is judged by itself, so that a bad one does not cost the others.
  products: z.array(z.unknown().meta(rowDescription)).min(1).max(MAX_ROWS),
});

const result = z.strictObject({
  index: z.int().meta({ description: 'The row, from 0.' }),
  status: z.enum(['created', 'updated', 'unchanged', 'rejected']),
  productId: id.nullable(),
  version: z.int().positive().nullable(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })),
});

type ResultResource = z.output<typeof result>;

function rejectedResource(index: number, faults: readonly Fault[]): ResultResource {
  const errors = faults.map((each) => toProblemError(within(['products', index], each)));
  return { index, status: 'rejected', productId: null, version: null, errors };
}

function toResource(each: UpsertResult): ResultResource {
  if (each.status === 'rejected') return rejectedResource(each.index, each.faults);
  const { index, status, productId, version } = each;
  return { index, status, productId, version, errors: [] };
}

function rowFaults(error: z.ZodError): readonly Fault[] {
  return error.issues.flatMap(({ path, ...issue }): Fault[] => {
    const steps = path.map((step) => (typeof step === 'number' ? step : String(step)));
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...steps, key], detail: 'is not a known field' }))
      : [{ path: steps, detail: issue.message }];
  });
}

export function bulkProductsRoute(ports: CatalogPorts): Route {
  return route({
    method: 'post',
    path: '/v1/products/bulk',
    operationId: 'upsertProducts',
    summary: 'Create or change up to 1,000 products by sku',
    description: 'Rows that are rejected leave the others standing; the good ones are one transaction.',
    tags: ['products'],
    auth: { roles: writers },
    body,
    responses: {
      200: {
        description: 'What became of each row, in their order.',
        body: z.strictObject({ results: z.array(result) }),
      },
    },
    handler: async ({ body: { products }, cause }) => {
      const rows: UpsertRow[] = [];
      const results: ResultResource[] = [];
      products.forEach((candidate, index) => {
        const parsed = newProduct.safeParse(candidate);
        if (!parsed.success) {
          results.push(rejectedResource(index, rowFaults(parsed.error)));
          return;
        }
        const { sku, ...details } = parsed.data;
        rows.push({ index, sku, details });
      });
      if (rows.length > 0) results.push(...(await upsertProducts(ports, rows, cause)).map(toResource));
      return { status: 200, body: { results: results.toSorted((a, b) => a.index - b.index) } };
    },
  });
}
