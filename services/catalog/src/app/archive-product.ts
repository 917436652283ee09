import { type AlterProduct, type AlterProductOutcome, alterProduct } from './alter-product.ts';
import type { CatalogPorts } from './ports.ts';

export function archiveProduct(ports: CatalogPorts, request: AlterProduct): Promise<AlterProductOutcome> {
  const { expectedVersion } = request;
  return alterProduct(ports, request, { type: 'archive', expectedVersion, at: ports.now() });
}
