import { Problem, type ProblemError, staleVersion } from '@orpheus/platform/http';
import type { CategoryRefusal } from '../domain/category.ts';
import type { Fault } from '../domain/fault.ts';
import type { ProductRefusal } from '../domain/product.ts';

/** Where a fault lies, as a JSON pointer (RFC 6901) into the body; names of attributes may hold anything. */
export function toProblemError({ path, detail }: Fault): ProblemError {
  const tokens = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return { pointer: tokens.map((token) => `/${token}`).join(''), detail };
}

function refusedFor(faults: readonly Fault[], code: string, title: string): Problem {
  return new Problem({ status: 422, code, title, errors: faults.map(toProblemError) });
}

export function productNotFound(): Problem {
  return new Problem({ status: 404, code: 'PRODUCT_NOT_FOUND', title: 'There is no such product' });
}

export function categoryNotFound(): Problem {
  return new Problem({ status: 404, code: 'CATEGORY_NOT_FOUND', title: 'There is no such category' });
}

export function skuTaken(): Problem {
  return new Problem({
    status: 409,
    code: 'SKU_TAKEN',
    title: 'There is a product with this sku already',
    errors: [{ pointer: '/sku', detail: 'is taken' }],
  });
}

export function slugTaken(): Problem {
  return new Problem({
    status: 409,
    code: 'SLUG_TAKEN',
    title: 'There is a category with this slug already',
    errors: [{ pointer: '/slug', detail: 'is taken' }],
  });
}

export function productRefused(refusal: ProductRefusal): Problem {
  switch (refusal.reason) {
    case 'NOT_FOUND':
      return productNotFound();
    case 'STALE':
      return staleVersion();
    case 'INVALID':
      return refusedFor(refusal.faults, 'PRODUCT_INVALID', 'The product cannot be like that');
    case 'ALREADY_EXISTS':
      return new Problem({ status: 409, code: 'PRODUCT_EXISTS', title: 'The product exists already' });
    case 'ARCHIVED':
      return new Problem({
        status: 409,
        code: 'PRODUCT_ARCHIVED',
        title: 'The product is archived',
        detail: 'Restore it before changing it.',
      });
    case 'NOT_ARCHIVED':
      return new Problem({
        status: 409,
        code: 'PRODUCT_NOT_ARCHIVED',
        title: 'The product is not archived',
        detail: 'Only an archived product can be removed.',
      });
  }
}

export function categoryRefused(refusal: CategoryRefusal): Problem {
  switch (refusal.reason) {
    case 'NOT_FOUND':
      return categoryNotFound();
    case 'STALE':
      return staleVersion();
    case 'INVALID':
      return refusedFor(refusal.faults, 'CATEGORY_INVALID', 'The category cannot be like that');
    case 'NOT_EMPTY':
      return new Problem({
        status: 409,
        code: 'CATEGORY_NOT_EMPTY',
        title: 'The category is not empty',
        detail: `It holds ${refusal.children} categories and ${refusal.products} products.`,
      });
  }
}
