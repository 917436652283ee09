import type { Cause } from '@orpheus/platform/events';
import { created, decideCreation, type ProductRefusal } from '../domain/product.ts';
import type { ProductDetails } from '../domain/product-details.ts';
import { unknownCategories } from './known-categories.ts';
import type { CatalogPorts } from './ports.ts';
import type { ProductView } from './product-list.ts';
import { productState } from './product-state.ts';

export interface CreateProduct {
  readonly sku: string;
  readonly details: ProductDetails;
  readonly cause: Cause;
}

export type CreateProductOutcome =
  | { readonly outcome: 'created'; readonly view: ProductView }
  | { readonly outcome: 'sku taken' }
  | { readonly outcome: 'refused'; readonly refusal: ProductRefusal };

export function createProduct(ports: CatalogPorts, request: CreateProduct): Promise<CreateProductOutcome> {
  const { sku, details, cause } = request;
  return ports.database.transaction(async (tx): Promise<CreateProductOutcome> => {
    const faults = await unknownCategories(ports, tx, details.categoryIds);
    if (faults.length > 0) return { outcome: 'refused', refusal: { reason: 'INVALID', faults } };
    const decision = decideCreation({ id: ports.newId(), sku, details, at: ports.now() });
    if (decision.outcome === 'refused') return decision;
    const product = created(decision.event);
    const inserted = await ports.products.insert(tx, [product]);
    if (!inserted.has(product.id)) return { outcome: 'sku taken' };
    await ports.outbox.append(tx, [productState(product, cause)]);
    return { outcome: 'created', view: { product, available: 0 } };
  });
}
