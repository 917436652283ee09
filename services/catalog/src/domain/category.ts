import { type CategoryPlace, MAX_DEPTH, placeFault } from './category-tree.ts';
import { type Fault, fault } from './fault.ts';

export interface Category {
  readonly id: string;
  /** `null` at the top of the tree. */
  readonly parentId: string | null;
  readonly name: string;
  /** Its name in addresses, unique in the whole tree. */
  readonly slug: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface CategoryDetails {
  readonly parentId: string | null;
  readonly name: string;
  readonly slug: string;
}

/** What is left out stays as it is; another parent moves it with all that is below it. */
export type CategoryChange = {
  readonly [Name in keyof CategoryDetails]?: CategoryDetails[Name] | undefined;
};

export type CategoryRefusal =
  | { readonly reason: 'NOT_FOUND' }
  | { readonly reason: 'STALE'; readonly version: number }
  | { readonly reason: 'NOT_EMPTY'; readonly children: number; readonly products: number }
  | { readonly reason: 'INVALID'; readonly faults: readonly Fault[] };

interface Accepted {
  readonly outcome: 'accepted';
  readonly category: Category;
}

interface Refused {
  readonly outcome: 'refused';
  readonly refusal: CategoryRefusal;
}

function refused(refusal: CategoryRefusal): Refused {
  return { outcome: 'refused', refusal };
}

export interface CategoryCreation {
  readonly id: string;
  readonly details: CategoryDetails;
  readonly place: CategoryPlace;
  readonly at: Date;
}

export function decideCreation({ id, details, place, at }: CategoryCreation): Accepted | Refused {
  const faults = detailFaults(details, place);
  if (faults.length > 0) return refused({ reason: 'INVALID', faults });
  const name = details.name.trim();
  return {
    outcome: 'accepted',
    category: { id, ...details, name, version: 1, createdAt: at, updatedAt: at },
  };
}

export interface CategoryMove {
  readonly expectedVersion: number;
  readonly change: CategoryChange;
  /** Where it would stand after the change. */
  readonly place: CategoryPlace;
  readonly at: Date;
}

export function decideChange(
  category: Category,
  { expectedVersion, change, place, at }: CategoryMove,
): Accepted | { readonly outcome: 'unchanged' } | Refused {
  const { version } = category;
  if (expectedVersion !== version) return refused({ reason: 'STALE', version });
  const details: CategoryDetails = {
    parentId: change.parentId === undefined ? category.parentId : change.parentId,
    name: (change.name ?? category.name).trim(),
    slug: change.slug ?? category.slug,
  };
  const faults = detailFaults(details, place, category.id);
  if (faults.length > 0) return refused({ reason: 'INVALID', faults });
  const { parentId, name, slug } = category;
  const same = details.parentId === parentId && details.name === name && details.slug === slug;
  return same
    ? { outcome: 'unchanged' }
    : { outcome: 'accepted', category: { ...category, ...details, version: version + 1, updatedAt: at } };
}

export interface CategoryContent {
  readonly children: number;
  readonly products: number;
}

/** Only an empty category goes, so that nothing that is sold loses its place unseen. */
export function decideDeletion(
  { version }: Category,
  expectedVersion: number,
  { children, products }: CategoryContent,
): { readonly outcome: 'accepted' } | Refused {
  if (expectedVersion !== version) return refused({ reason: 'STALE', version });
  return children > 0 || products > 0
    ? refused({ reason: 'NOT_EMPTY', children, products })
    : { outcome: 'accepted' };
}

function detailFaults(details: CategoryDetails, place: CategoryPlace, id?: string): readonly Fault[] {
  const faults: Fault[] = [];
  if (details.name.trim() === '') faults.push(fault('must not be blank', 'name'));
  const misplaced = placeFault(place, id);
  switch (misplaced) {
    case undefined:
      break;
    case 'NO_SUCH_PARENT':
      faults.push(fault('there is no such category', 'parentId'));
      break;
    case 'CYCLE':
      faults.push(fault('a category cannot stand below itself', 'parentId'));
      break;
    case 'TOO_DEEP':
      faults.push(fault(`the tree is at most ${MAX_DEPTH} levels deep`, 'parentId'));
      break;
  }
  return faults;
}
