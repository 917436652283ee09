import type { ProductDetails } from '../domain/product-details.ts';
import { type AlterProduct, type AlterProductOutcome, alterProduct } from './alter-product.ts';
import type { CatalogPorts } from './ports.ts';

export interface ChangeProduct extends AlterProduct {
  /** What is left out stays as it is. */
  readonly details: Partial<ProductDetails>;
}

export function changeProduct(ports: CatalogPorts, request: ChangeProduct): Promise<AlterProductOutcome> {
  const { expectedVersion, details } = request;
  return alterProduct(ports, request, { type: 'change', expectedVersion, details, at: ports.now() });
}
