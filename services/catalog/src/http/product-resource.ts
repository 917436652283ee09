import { formatETag } from '@orpheus/platform/http';
import { z } from 'zod';
import type { ProductView } from '../app/product-list.ts';
import { limits } from '../domain/product-details.ts';
import { id, price, text, time } from './fields.ts';

const attributes = z
  .record(text(limits.attributeKey).min(1), text(limits.attributeValue))
  .refine(
    (value) => Object.keys(value).length <= limits.attributes,
    `has more than ${limits.attributes} entries`,
  )
  .meta({ description: 'Free properties by name.' });

const details = {
  name: text(limits.name).min(1),
  description: text(limits.description),
  prices: z.array(price).max(limits.prices).meta({ description: 'One a currency.' }),
  categoryIds: z.array(id).max(limits.categoryIds),
  attributes,
};

/** A product as it is written: with its sku, and nothing left out that matters. */
export const newProduct = z.strictObject({
  sku: z
    .string()
    .max(limits.sku)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be letters, digits, dots, dashes, slashes and underscores'),
  ...details,
  description: details.description.default(''),
  categoryIds: details.categoryIds.default([]),
  attributes: details.attributes.default({}),
});

export const productChange = z.strictObject(details).partial();

export const productResource = z.strictObject({
  productId: id,
  sku: z.string(),
  ...details,
  status: z.enum(['ACTIVE', 'ARCHIVED']),
  version: z.int().positive(),
  inStock: z.boolean(),
  available: z.int().meta({ description: 'Units that can be ordered; it follows the stock within seconds.' }),
  createdAt: time,
  updatedAt: time,
});

export function toProductResource({ product, available }: ProductView): z.output<typeof productResource> {
  const { sku, name, description, attributes: properties, status, version } = product;
  return {
    productId: product.id,
    sku,
    name,
    description,
    prices: [...product.prices],
    categoryIds: [...product.categoryIds],
    attributes: { ...properties },
    status,
    version,
    inStock: available > 0,
    available,
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
  };
}

export function productAnswer(view: ProductView) {
  return { body: toProductResource(view), headers: { etag: formatETag(view.product.version) } };
}
