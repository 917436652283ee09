import { type AlterProduct, type AlterProductOutcome, alterProduct } from './alter-product.ts';
import type { CatalogPorts } from './ports.ts';

export function removeProduct(ports: CatalogPorts, request: AlterProduct): Promise<AlterProductOutcome> {
  const { expectedVersion } = request;
  return alterProduct(ports, request, { type: 'remove', expectedVersion, at: ports.now() });
}
