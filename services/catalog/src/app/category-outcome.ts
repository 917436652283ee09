import type { Category, CategoryRefusal } from '../domain/category.ts';

export type CategoryOutcome =
  | { readonly outcome: 'done'; readonly category: Category }
  | { readonly outcome: 'slug taken' }
  | { readonly outcome: 'refused'; readonly refusal: CategoryRefusal };
