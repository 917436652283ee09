import { randomUUID } from 'node:crypto';
import type { HttpClient, TestResponse } from '@orpheus/platform/testing';

export interface ProductResource {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly version: number;
  readonly status: string;
  readonly available: number;
  readonly inStock: boolean;
  readonly categoryIds: readonly string[];
  readonly prices: readonly { readonly amountMinor: number; readonly currency: string }[];
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface ProblemResource {
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface BulkResource {
  readonly results: readonly {
    readonly index: number;
    readonly status: string;
    readonly productId: string | null;
    readonly version: number | null;
    readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  }[];
}

/** A good product with a sku of its own. */
export function sample(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    sku: `SKU-${randomUUID().slice(0, 13)}`,
    name: 'Laptop 14',
    description: 'Light and quiet.',
    prices: [{ amountMinor: 99_900, currency: 'USD' }],
    categoryIds: [],
    attributes: { colour: 'grey' },
    ...changes,
  };
}

export function bodyOf<Body>(response: TestResponse, status = 200): Body {
  if (response.status !== status) throw new Error(`${response.status} ${response.text}`);
  return response.body as Body;
}

export async function create(
  client: HttpClient,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<ProductResource> {
  return bodyOf<ProductResource>(await client.post('/v1/products', sample(changes)), 201);
}

export async function createCategory(
  client: HttpClient,
  slug: string,
  parentId: string | null = null,
): Promise<string> {
  const response = await client.post('/v1/categories', { slug, name: slug, parentId });
  return bodyOf<{ categoryId: string }>(response, 201).categoryId;
}

/** All items of a list, page by page. */
export async function listAll<Item>(client: HttpClient, path: string, limit = 100): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const suffix: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: Page<Item> = bodyOf(await client.get(`${path}&limit=${limit}${suffix}`));
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

export function pointersOf(response: TestResponse): readonly string[] {
  return ((response.body as ProblemResource).errors ?? []).map((error) => error.pointer);
}

/** Statuses in order of size: which of several requests at once got which is not determined. */
export function statusesOf(responses: readonly TestResponse[]): readonly number[] {
  return responses.map((response) => response.status).sort((a, b) => a - b);
}
