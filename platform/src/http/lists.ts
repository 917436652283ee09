import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { invalidRequest } from './problem.ts';

const defaultLimit = 20;
const maxLimit = 100;

/** The filters' hash and the position. */
const envelope = z.tuple([z.string(), z.unknown()]);

/**
 * The query of a list: `limit` (20 by default, an oversize one is capped at 100), `cursor`, and the list's own filters.
 */
export function listQuery<Filters extends z.ZodRawShape>(filters: Filters) {
  return z.strictObject({
    ...filters,
    limit: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
      .transform((value) => Math.min(Number(value), maxLimit))
      .default(defaultLimit),
    cursor: z.string().max(1_024).optional(),
  });
}

/** The page of a list: send the next cursor with the same filters to go on; null at the end. */
export function listPage<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}

/** What sets one list apart from another: all of the query but the page. */
function filtersOf(query: object): string {
  const filters = Object.entries(query).filter(([name]) => name !== 'limit' && name !== 'cursor');
  return createHash('sha256')
    .update(canonicalJson(Object.fromEntries(filters)))
    .digest('base64url')
    .slice(0, 16);
}

/**
 * An opaque cursor behind the item at `position` (its sort key, e.g. `[createdAt, id]`), bound to the query's filters.
 * `query` is the checked query; its `limit` and `cursor` do not count.
 */
export function encodeCursor(query: object, position: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([filtersOf(query), position])).toString('base64url');
}

/**
 * The position of the query's cursor, or undefined on the first page. Throws a 400 problem when the cursor is malformed
 * or belongs to a list with other filters.
 */
export function decodeCursor<Position extends z.ZodType>(
  query: { readonly cursor?: string | undefined },
  position: Position,
): z.output<Position> | undefined {
  if (query.cursor === undefined) return undefined;
  const parsed = envelope.safeParse(decoded(query.cursor));
  const value = position.safeParse(parsed.data?.[1]);
  if (!parsed.success || !value.success) {
    throw invalidRequest([{ pointer: '/query/cursor', detail: 'is not a cursor of this list' }]);
  }
  if (parsed.data[0] !== filtersOf(query)) {
    throw invalidRequest([{ pointer: '/query/cursor', detail: 'belongs to a list with other filters' }]);
  }
  return value.data;
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
