import type { Fault } from './fault.ts';
import {
  type DetailsChange,
  detailFaults,
  normalizeDetails,
  type ProductDetails,
  sameDetails,
} from './product-details.ts';

interface ProductFacts extends ProductDetails {
  readonly id: string;
  /** The shop's own number; it never changes, since bulk upserts and other systems know the product by it. */
  readonly sku: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** For sale. */
export interface ActiveProduct extends ProductFacts {
  readonly status: 'ACTIVE';
}

/** No longer for sale; still shown, since old orders name it. */
export interface ArchivedProduct extends ProductFacts {
  readonly status: 'ARCHIVED';
}

export type Product = ActiveProduct | ArchivedProduct;

export type ProductState =
  | { readonly status: 'ABSENT' }
  | Product
  | { readonly status: 'REMOVED'; readonly id: string; readonly version: number };

interface Expecting {
  /** The version that the writer has seen; a writer that goes by sku has seen none. */
  readonly expectedVersion?: number | undefined;
  readonly at: Date;
}

interface Creation {
  readonly id: string;
  readonly sku: string;
  readonly details: ProductDetails;
  readonly at: Date;
}

export type ProductCommand =
  | ({ readonly type: 'create' } & Creation)
  | ({ readonly type: 'change'; readonly details: DetailsChange } & Expecting)
  | ({ readonly type: 'archive' } & Expecting)
  | ({ readonly type: 'restore' } & Expecting)
  | ({ readonly type: 'remove' } & Expecting);

type Created = { readonly type: 'created' } & Creation;
type Changed = { readonly type: 'changed'; readonly details: ProductDetails; readonly at: Date };

export type ProductEvent =
  | Created
  | Changed
  | { readonly type: 'archived'; readonly at: Date }
  | { readonly type: 'restored'; readonly at: Date }
  | { readonly type: 'removed'; readonly at: Date };

interface Invalid {
  readonly reason: 'INVALID';
  readonly faults: readonly Fault[];
}

export type ProductRefusal =
  | Invalid
  | { readonly reason: 'NOT_FOUND' }
  | { readonly reason: 'ALREADY_EXISTS' }
  | { readonly reason: 'STALE'; readonly version: number }
  | { readonly reason: 'ARCHIVED' }
  | { readonly reason: 'NOT_ARCHIVED' };

interface Accepted<Event> {
  readonly outcome: 'accepted';
  readonly event: Event;
}

interface Refused<Refusal> {
  readonly outcome: 'refused';
  readonly refusal: Refusal;
}

interface Unchanged {
  readonly outcome: 'unchanged';
}

export type ProductDecision = Accepted<ProductEvent> | Unchanged | Refused<ProductRefusal>;

const unchanged: Unchanged = { outcome: 'unchanged' };

function accepted<Event extends ProductEvent>(event: Event): Accepted<Event> {
  return { outcome: 'accepted', event };
}

function refused<Refusal extends ProductRefusal>(refusal: Refusal): Refused<Refusal> {
  return { outcome: 'refused', refusal };
}

export function isProduct(state: ProductState): state is Product {
  return state.status === 'ACTIVE' || state.status === 'ARCHIVED';
}

export function decide(state: ProductState, command: ProductCommand): ProductDecision {
  if (command.type === 'create') {
    return state.status === 'ABSENT' ? decideCreation(command) : refused({ reason: 'ALREADY_EXISTS' });
  }
  if (!isProduct(state)) return refused({ reason: 'NOT_FOUND' });
  if (command.expectedVersion !== undefined && command.expectedVersion !== state.version) {
    return refused({ reason: 'STALE', version: state.version });
  }
  switch (command.type) {
    case 'change':
      return decideChange(state, command.details, command.at);
    case 'archive':
      return state.status === 'ARCHIVED' ? unchanged : accepted({ type: 'archived', at: command.at });
    case 'restore':
      return state.status === 'ACTIVE' ? unchanged : accepted({ type: 'restored', at: command.at });
    case 'remove':
      return state.status === 'ARCHIVED'
        ? accepted({ type: 'removed', at: command.at })
        : refused({ reason: 'NOT_ARCHIVED' });
  }
}

/** Of a product that is known to be absent. */
export function decideCreation(creation: Creation): Accepted<Created> | Refused<Invalid> {
  const faults = detailFaults(creation.details);
  if (faults.length > 0) return refused({ reason: 'INVALID', faults });
  const { id, sku, details, at } = creation;
  return accepted({ type: 'created', id, sku, details: normalizeDetails(details), at });
}

/** Of a product in its current version. */
export function decideChange(
  state: Product,
  change: DetailsChange,
  at: Date,
): Accepted<Changed> | Unchanged | Refused<Invalid | { readonly reason: 'ARCHIVED' }> {
  if (state.status === 'ARCHIVED') return refused({ reason: 'ARCHIVED' });
  const details: ProductDetails = {
    name: change.name ?? state.name,
    description: change.description ?? state.description,
    prices: change.prices ?? state.prices,
    categoryIds: change.categoryIds ?? state.categoryIds,
    attributes: change.attributes ?? state.attributes,
  };
  const faults = detailFaults(details);
  if (faults.length > 0) return refused({ reason: 'INVALID', faults });
  const normalized = normalizeDetails(details);
  return sameDetails(state, normalized) ? unchanged : accepted({ type: 'changed', details: normalized, at });
}

export function evolve(state: ProductState, event: ProductEvent): ProductState {
  if (event.type === 'created') return created(event);
  if (!isProduct(state)) return state;
  const next = { version: state.version + 1, updatedAt: event.at };
  switch (event.type) {
    case 'changed':
      return changed(state, event);
    case 'archived':
      return { ...state, ...next, status: 'ARCHIVED' };
    case 'restored':
      return { ...state, ...next, status: 'ACTIVE' };
    case 'removed':
      return { status: 'REMOVED', id: state.id, version: next.version };
  }
}

export function created({ id, sku, details, at }: Created): ActiveProduct {
  return { status: 'ACTIVE', id, sku, version: 1, createdAt: at, updatedAt: at, ...details };
}

export function changed(state: Product, { details, at }: Changed): Product {
  return { ...state, ...details, version: state.version + 1, updatedAt: at };
}
