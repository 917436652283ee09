import { describe, expect, test } from '@jest/globals';
import {
  decide,
  evolve,
  isProduct,
  type Product,
  type ProductCommand,
  type ProductState,
} from './product.ts';
import type { ProductDetails } from './product-details.ts';

const monday = new Date('2026-03-02T10:00:00Z');
const tuesday = new Date('2026-03-03T10:00:00Z');

const details: ProductDetails = {
  name: 'Laptop 14',
  description: 'Light and quiet.',
  prices: [{ amountMinor: 99_900, currency: 'USD' }],
  categoryIds: ['c1'],
  attributes: { colour: 'grey' },
};

const create: ProductCommand = { type: 'create', id: 'p1', sku: 'LAP-14', details, at: monday };

function after(state: ProductState, command: ProductCommand): ProductState {
  const decision = decide(state, command);
  if (decision.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(decision)}`);
  return evolve(state, decision.event);
}

function product(state: ProductState): Product {
  if (!isProduct(state)) throw new Error(`no product: ${state.status}`);
  return state;
}

const active = product(after({ status: 'ABSENT' }, create));
const archived = product(after(active, { type: 'archive', at: tuesday }));
const removed = after(archived, { type: 'remove', at: tuesday });

describe('a new product', () => {
  test('is active at version 1, its details in their kept order', () => {
    const messy: ProductDetails = {
      ...details,
      name: ' Laptop 14 ',
      prices: [
        { amountMinor: 2, currency: 'USD' },
        { amountMinor: 1, currency: 'EUR' },
      ],
      categoryIds: ['c2', 'c1'],
      attributes: { size: '14', colour: 'grey' },
    };
    const state = product(after({ status: 'ABSENT' }, { ...create, details: messy }));
    expect(state).toMatchObject({ status: 'ACTIVE', id: 'p1', sku: 'LAP-14', version: 1, name: 'Laptop 14' });
    expect(state.createdAt).toEqual(monday);
    expect(state.prices.map((price) => price.currency)).toEqual(['EUR', 'USD']);
    expect(state.categoryIds).toEqual(['c1', 'c2']);
    expect(Object.keys(state.attributes)).toEqual(['colour', 'size']);
  });

  test('is refused with every fault named', () => {
    const bad: ProductDetails = { ...details, name: '  ', prices: [], categoryIds: ['c1', 'c1'] };
    expect(decide({ status: 'ABSENT' }, { ...create, details: bad })).toEqual({
      outcome: 'refused',
      refusal: {
        reason: 'INVALID',
        faults: [
          { path: ['name'], detail: 'must not be blank' },
          { path: ['prices'], detail: 'at least one price is needed' },
          { path: ['categoryIds', 1], detail: 'is named twice' },
        ],
      },
    });
  });

  test.each([active, archived, removed])('is refused where one is or was: $status', (state) => {
    expect(decide(state, create)).toEqual({ outcome: 'refused', refusal: { reason: 'ALREADY_EXISTS' } });
  });
});

describe('a change', () => {
  test('replaces what it names, keeps the rest and counts the version', () => {
    const state = product(
      after(active, {
        type: 'change',
        expectedVersion: 1,
        details: { prices: [{ amountMinor: 89_900, currency: 'USD' }], attributes: {} },
        at: tuesday,
      }),
    );
    expect(state).toEqual({
      ...active,
      prices: [{ amountMinor: 89_900, currency: 'USD' }],
      attributes: {},
      version: 2,
      updatedAt: tuesday,
    });
  });

  test('that changes nothing is no change, in whatever order it says it', () => {
    const two = product(
      after(active, { type: 'change', details: { attributes: { a: '1', b: '2' } }, at: tuesday }),
    );
    expect(decide(two, { type: 'change', details: { attributes: { b: '2', a: '1' } }, at: tuesday })).toEqual(
      {
        outcome: 'unchanged',
      },
    );
    expect(
      decide(active, {
        type: 'change',
        details: { name: details.name, description: details.description, categoryIds: ['c1'] },
        at: tuesday,
      }),
    ).toEqual({ outcome: 'unchanged' });
  });

  test('is refused with its faults', () => {
    const decision = decide(active, { type: 'change', details: { prices: [] }, at: tuesday });
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { reason: 'INVALID' } });
  });

  test('of an archived product is refused', () => {
    expect(decide(archived, { type: 'change', details: { name: 'x' }, at: tuesday })).toEqual({
      outcome: 'refused',
      refusal: { reason: 'ARCHIVED' },
    });
  });
});

describe('archive, restore, remove', () => {
  test('an archived product can be restored; both count the version', () => {
    expect(archived).toMatchObject({ status: 'ARCHIVED', version: 2 });
    expect(after(archived, { type: 'restore', expectedVersion: 2, at: tuesday })).toMatchObject({
      status: 'ACTIVE',
      version: 3,
    });
  });

  test('doing it again changes nothing', () => {
    expect(decide(archived, { type: 'archive', at: tuesday })).toEqual({ outcome: 'unchanged' });
    expect(decide(active, { type: 'restore', at: tuesday })).toEqual({ outcome: 'unchanged' });
  });

  test('only an archived product is removed, and its last version is one more', () => {
    expect(decide(active, { type: 'remove', at: tuesday })).toEqual({
      outcome: 'refused',
      refusal: { reason: 'NOT_ARCHIVED' },
    });
    expect(removed).toEqual({ status: 'REMOVED', id: 'p1', version: 3 });
  });
});

const onExisting: readonly ProductCommand[] = [
  { type: 'change', details: { name: 'x' }, expectedVersion: 7, at: tuesday },
  { type: 'archive', expectedVersion: 7, at: tuesday },
  { type: 'restore', expectedVersion: 7, at: tuesday },
  { type: 'remove', expectedVersion: 7, at: tuesday },
];

describe.each(onExisting)('$type', (command) => {
  test('with a version that is not the current one is refused with the current one', () => {
    expect(decide(archived, command)).toEqual({
      outcome: 'refused',
      refusal: { reason: 'STALE', version: 2 },
    });
  });

  test.each<ProductState>([{ status: 'ABSENT' }, removed])('of $status: not found', (state) => {
    expect(decide(state, command)).toEqual({ outcome: 'refused', refusal: { reason: 'NOT_FOUND' } });
  });
});

test('what happened to no product leaves no product', () => {
  expect(evolve({ status: 'ABSENT' }, { type: 'archived', at: tuesday })).toEqual({ status: 'ABSENT' });
  expect(evolve(removed, { type: 'restored', at: tuesday })).toEqual(removed);
});
