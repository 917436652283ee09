import type { DetailsChange } from '../domain/product-details.ts';
import { type AlterProduct, type AlterProductOutcome, alterProduct } from './alter-product.ts';
import type { CatalogPorts } from './ports.ts';

export interface ChangeProduct extends AlterProduct {
  readonly details: DetailsChange;
}

export function changeProduct(ports: CatalogPorts, request: ChangeProduct): Promise<AlterProductOutcome> {
  const { expectedVersion, details } = request;
  return alterProduct(ports, request, { type: 'change', expectedVersion, details, at: ports.now() });
}
