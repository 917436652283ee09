import type { Cause, NewEvent } from '@orpheus/platform/events';
import { events } from '@orpheus/schemas';
import { isProduct, type ProductState } from '../domain/product.ts';

/** The product's whole state as the others replicate it; a tombstone once it is removed. */
export function productState(
  state: Exclude<ProductState, { status: 'ABSENT' }>,
  cause: Cause,
): NewEvent<typeof events.product> {
  const { id, version } = state;
  if (!isProduct(state)) return { definition: events.product, key: id, version, payload: null, cause };
  const { sku, name, description, status, prices, categoryIds, attributes } = state;
  return {
    definition: events.product,
    key: id,
    version,
    payload: { productId: id, version, sku, name, description, status, prices, categoryIds, attributes },
    cause,
  };
}
