import type { ProductReader } from '../app/ports.ts';
import { productPlaces } from './product-page.ts';
import { type ProductRow, productColumns, toProduct } from './product-rows.ts';

interface ViewRow extends ProductRow {
  readonly available: string | null;
}

export const productReader: ProductReader = {
  async views(sql, ids) {
    if (ids.length === 0) return [];
    const rows = await sql.query<ViewRow>(
      {
        name: 'catalog_product_views',
        text: `select ${productColumns}, level.available
          from unnest($1::uuid[]) with ordinality as wanted (id, place)
          join products p on p.id = wanted.id
          left join stock_levels level on level.product_id = p.id
          order by wanted.place`,
      },
      [ids],
    );
    return rows.map((row) => ({ product: toProduct(row), available: Number(row.available ?? 0) }));
  },
  places: productPlaces,
};
