import { formatETag } from '@orpheus/platform/http';
import { z } from 'zod';
import type { Category } from '../domain/category.ts';
import { id, text, time } from './fields.ts';

const slug = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters and digits, with single dashes between');

const details = {
  parentId: id.nullable().meta({ description: 'null at the top of the tree.' }),
  name: text(100).min(1),
  slug,
};

export const newCategory = z.strictObject({ ...details, parentId: details.parentId.default(null) });

export const categoryChange = z.strictObject(details).partial();

export const categoryResource = z.strictObject({
  categoryId: id,
  ...details,
  version: z.int().positive(),
  createdAt: time,
  updatedAt: time,
});

export function toCategoryResource(category: Category): z.output<typeof categoryResource> {
  const { parentId, name, slug: address, version } = category;
  return {
    categoryId: category.id,
    parentId,
    name,
    slug: address,
    version,
    createdAt: category.createdAt.toISOString(),
    updatedAt: category.updatedAt.toISOString(),
  };
}

export function categoryAnswer(category: Category) {
  return { body: toCategoryResource(category), headers: { etag: formatETag(category.version) } };
}
