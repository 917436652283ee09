/** A tree that is deeper than this is a mistake, and a bound keeps every walk over it short. */
export const MAX_DEPTH = 10;

/** Where a category is to stand. */
export type CategoryPlace =
  | { readonly kind: 'top'; readonly height: number }
  | { readonly kind: 'unknown parent' }
  | {
      readonly kind: 'below';
      /** The parent first, the top of the tree last. */
      readonly ancestorIds: readonly string[];
      /** Levels of the subtree that comes along: 1 for a category without children. */
      readonly height: number;
    };

export type Misplaced = 'NO_SUCH_PARENT' | 'CYCLE' | 'TOO_DEEP';

/** What forbids a category (`id`, unless it is new) to stand there. */
export function placeFault(place: CategoryPlace, id?: string): Misplaced | undefined {
  switch (place.kind) {
    case 'unknown parent':
      return 'NO_SUCH_PARENT';
    case 'top':
      return place.height > MAX_DEPTH ? 'TOO_DEEP' : undefined;
    case 'below':
      if (id !== undefined && place.ancestorIds.includes(id)) return 'CYCLE';
      return place.ancestorIds.length + place.height > MAX_DEPTH ? 'TOO_DEEP' : undefined;
  }
}
