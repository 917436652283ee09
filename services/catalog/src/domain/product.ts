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

export type ProductCommand =
  | {
      readonly type: 'create';
      readonly id: string;
      readonly sku: string;
      readonly details: ProductDetails;
      readonly at: Date;
    }
  | ({ readonly type: 'change'; readonly details: DetailsChange } & Expecting)
  | ({ readonly type: 'archive' } & Expecting)
  | ({ readonly type: 'restore' } & Expecting)
  | ({ readonly type: 'remove' } & Expecting);

export type ProductEvent =
  | {
      readonly type: 'created';
      readonly id: string;
      readonly sku: string;
      readonly details: ProductDetails;
      readonly at: Date;
    }
  | { readonly type: 'changed'; readonly details: ProductDetails; readonly at: Date }
  | { readonly type: 'archived'; readonly at: Date }
  | { readonly type: 'restored'; readonly at: Date }
  | { readonly type: 'removed'; readonly at: Date };

export type ProductRefusal =
  | { readonly reason: 'NOT_FOUND' }
  | { readonly reason: 'ALREADY_EXISTS' }
  | { readonly reason: 'STALE'; readonly version: number }
  | { readonly reason: 'ARCHIVED' }
  | { readonly reason: 'NOT_ARCHIVED' }
  | { readonly reason: 'INVALID'; readonly faults: readonly Fault[] };

export type ProductDecision =
  | { readonly outcome: 'accepted'; readonly event: ProductEvent }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly refusal: ProductRefusal };

const unchanged: ProductDecision = { outcome: 'unchanged' };

function accepted(event: ProductEvent): ProductDecision {
  return { outcome: 'accepted', event };
}

function refused(refusal: ProductRefusal): ProductDecision {
  return { outcome: 'refused', refusal };
}

export function isProduct(state: ProductState): state is Product {
  return state.status === 'ACTIVE' || state.status === 'ARCHIVED';
}

export function decide(state: ProductState, command: ProductCommand): ProductDecision {
  if (command.type === 'create') return decideCreate(state, command);
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

function decideCreate(
  state: ProductState,
  command: Extract<ProductCommand, { type: 'create' }>,
): ProductDecision {
  if (state.status !== 'ABSENT') return refused({ reason: 'ALREADY_EXISTS' });
  const faults = detailFaults(command.details);
  if (faults.length > 0) return refused({ reason: 'INVALID', faults });
  const { id, sku, details, at } = command;
  return accepted({ type: 'created', id, sku, details: normalizeDetails(details), at });
}

function decideChange(state: Product, change: DetailsChange, at: Date): ProductDecision {
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
  if (event.type === 'created') {
    const { id, sku, details, at } = event;
    return { status: 'ACTIVE', id, sku, version: 1, createdAt: at, updatedAt: at, ...details };
  }
  if (!isProduct(state)) return state;
  const next = { version: state.version + 1, updatedAt: event.at };
  switch (event.type) {
    case 'changed':
      return { ...state, ...event.details, ...next };
    case 'archived':
      return { ...state, ...next, status: 'ARCHIVED' };
    case 'restored':
      return { ...state, ...next, status: 'ACTIVE' };
    case 'removed':
      return { status: 'REMOVED', id: state.id, version: next.version };
  }
}
