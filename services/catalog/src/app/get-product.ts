import type { CatalogPorts } from './ports.ts';
import type { ProductView } from './product-list.ts';

export async function getProduct(
  { database, reader }: CatalogPorts,
  productId: string,
): Promise<ProductView | undefined> {
  const [view] = await reader.views(database, [productId]);
  return view;
}
