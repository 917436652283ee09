import { type CategoryPlace, MAX_DEPTH, placeFault } from './category-tree.ts';
import { type Fault, fault } from './fault.ts';

export interface Category {
  readonly status: 'LIVE';
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

export type CategoryState =
  | { readonly status: 'ABSENT' }
  | Category
  | { readonly status: 'DELETED'; readonly id: string; readonly version: number };

export interface CategoryDetails {
  readonly parentId: string | null;
  readonly name: string;
  readonly slug: string;
}

/** What is left out stays as it is; another parent moves it with all that is below it. */
export type CategoryChange = {
  readonly [Name in keyof CategoryDetails]?: CategoryDetails[Name] | undefined;
};

export type CategoryCommand =
  | {
      readonly type: 'create';
      readonly id: string;
      readonly details: CategoryDetails;
      readonly place: CategoryPlace;
      readonly at: Date;
    }
  | {
      readonly type: 'change';
      readonly expectedVersion: number;
      readonly details: CategoryChange;
      /** Where it would stand after the change. */
      readonly place: CategoryPlace;
      readonly at: Date;
    }
  | {
      readonly type: 'delete';
      readonly expectedVersion: number;
      readonly children: number;
      readonly products: number;
    };

export type CategoryEvent =
  | { readonly type: 'created'; readonly id: string; readonly details: CategoryDetails; readonly at: Date }
  | { readonly type: 'changed'; readonly details: CategoryDetails; readonly at: Date }
  | { readonly type: 'deleted' };

export type CategoryRefusal =
  | { readonly reason: 'NOT_FOUND' }
  | { readonly reason: 'ALREADY_EXISTS' }
  | { readonly reason: 'STALE'; readonly version: number }
  | { readonly reason: 'NOT_EMPTY'; readonly children: number; readonly products: number }
  | { readonly reason: 'INVALID'; readonly faults: readonly Fault[] };

export type CategoryDecision =
  | { readonly outcome: 'accepted'; readonly event: CategoryEvent }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly refusal: CategoryRefusal };

function refused(refusal: CategoryRefusal): CategoryDecision {
  return { outcome: 'refused', refusal };
}

export function decideCategory(state: CategoryState, command: CategoryCommand): CategoryDecision {
  if (command.type === 'create') {
    if (state.status !== 'ABSENT') return refused({ reason: 'ALREADY_EXISTS' });
    const faults = detailFaults(command.details, command.place);
    if (faults.length > 0) return refused({ reason: 'INVALID', faults });
    const { id, details, at } = command;
    return {
      outcome: 'accepted',
      event: { type: 'created', id, details: { ...details, name: details.name.trim() }, at },
    };
  }
  if (state.status !== 'LIVE') return refused({ reason: 'NOT_FOUND' });
  if (command.expectedVersion !== state.version) return refused({ reason: 'STALE', version: state.version });
  switch (command.type) {
    case 'change':
      return decideChange(state, command);
    case 'delete': {
      const { children, products } = command;
      return children > 0 || products > 0
        ? refused({ reason: 'NOT_EMPTY', children, products })
        : { outcome: 'accepted', event: { type: 'deleted' } };
    }
  }
}

function decideChange(
  state: Category,
  command: Extract<CategoryCommand, { type: 'change' }>,
): CategoryDecision {
  const details: CategoryDetails = {
    parentId: command.details.parentId === undefined ? state.parentId : command.details.parentId,
    name: (command.details.name ?? state.name).trim(),
    slug: command.details.slug ?? state.slug,
  };
  const faults = detailFaults(details, command.place, state.id);
  if (faults.length > 0) return refused({ reason: 'INVALID', faults });
  const same =
    details.parentId === state.parentId && details.name === state.name && details.slug === state.slug;
  return same
    ? { outcome: 'unchanged' }
    : { outcome: 'accepted', event: { type: 'changed', details, at: command.at } };
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

export function evolveCategory(state: CategoryState, event: CategoryEvent): CategoryState {
  if (event.type === 'created') {
    const { id, details, at } = event;
    return { status: 'LIVE', id, ...details, version: 1, createdAt: at, updatedAt: at };
  }
  if (state.status !== 'LIVE') return state;
  switch (event.type) {
    case 'changed':
      return { ...state, ...event.details, version: state.version + 1, updatedAt: event.at };
    case 'deleted':
      return { status: 'DELETED', id: state.id, version: state.version + 1 };
  }
}
