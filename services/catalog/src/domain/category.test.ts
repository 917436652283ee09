import { describe, expect, test } from '@jest/globals';
import {
  type Category,
  type CategoryCommand,
  type CategoryState,
  decideCategory,
  evolveCategory,
} from './category.ts';
import { MAX_DEPTH } from './category-tree.ts';

const monday = new Date('2026-03-02T10:00:00Z');
const tuesday = new Date('2026-03-03T10:00:00Z');

const create: CategoryCommand = {
  type: 'create',
  id: 'phones',
  details: { parentId: 'electronics', name: ' Phones ', slug: 'phones' },
  place: { kind: 'below', ancestorIds: ['electronics'], height: 1 },
  at: monday,
};

function change(
  details: Extract<CategoryCommand, { type: 'change' }>['details'],
  place: Extract<CategoryCommand, { type: 'change' }>['place'] = create.place,
): CategoryCommand {
  return { type: 'change', expectedVersion: 1, details, place, at: tuesday };
}

function after(state: CategoryState, command: CategoryCommand): CategoryState {
  const decision = decideCategory(state, command);
  if (decision.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(decision)}`);
  return evolveCategory(state, decision.event);
}

const phones = after({ status: 'ABSENT' }, create) as Category;
const deleted = after(phones, { type: 'delete', expectedVersion: 1, children: 0, products: 0 });

function refusalOf(state: CategoryState, command: CategoryCommand): unknown {
  const decision = decideCategory(state, command);
  return decision.outcome === 'refused' ? decision.refusal : decision;
}

describe('a new category', () => {
  test('stands at version 1', () => {
    expect(phones).toEqual({
      status: 'LIVE',
      id: 'phones',
      parentId: 'electronics',
      name: 'Phones',
      slug: 'phones',
      version: 1,
      createdAt: monday,
      updatedAt: monday,
    });
  });

  test('is refused where one is or was', () => {
    expect(refusalOf(phones, create)).toEqual({ reason: 'ALREADY_EXISTS' });
    expect(refusalOf(deleted, create)).toEqual({ reason: 'ALREADY_EXISTS' });
  });

  test('is refused without a name and below a parent that is not there', () => {
    const bad: CategoryCommand = {
      ...create,
      details: { parentId: 'nowhere', name: ' ', slug: 'x' },
      place: { kind: 'unknown parent' },
    };
    expect(refusalOf({ status: 'ABSENT' }, bad)).toEqual({
      reason: 'INVALID',
      faults: [
        { path: ['name'], detail: 'must not be blank' },
        { path: ['parentId'], detail: 'there is no such category' },
      ],
    });
  });
});

describe('a change', () => {
  test('renames and keeps the place', () => {
    expect(after(phones, change({ name: 'Mobiles', slug: 'mobiles' }))).toEqual({
      ...phones,
      name: 'Mobiles',
      slug: 'mobiles',
      version: 2,
      updatedAt: tuesday,
    });
  });

  test('moves, to the top as well', () => {
    const below = change({ parentId: 'sale' }, { kind: 'below', ancestorIds: ['sale'], height: 1 });
    expect(after(phones, below)).toMatchObject({ parentId: 'sale', version: 2 });
    expect(after(phones, change({ parentId: null }, { kind: 'top', height: 1 }))).toMatchObject({
      parentId: null,
      version: 2,
    });
  });

  test('that changes nothing is none', () => {
    expect(decideCategory(phones, change({ name: 'Phones' }))).toEqual({ outcome: 'unchanged' });
  });

  test('below itself or below one of its own is refused', () => {
    const cycle = { path: ['parentId'], detail: 'a category cannot stand below itself' };
    for (const ancestorIds of [
      ['phones', 'electronics'],
      ['cases', 'phones', 'electronics'],
    ]) {
      const command = change({ parentId: ancestorIds[0] ?? null }, { kind: 'below', ancestorIds, height: 1 });
      expect(refusalOf(phones, command)).toEqual({ reason: 'INVALID', faults: [cycle] });
    }
  });

  test('that makes the tree too deep is refused', () => {
    const tooDeep = { path: ['parentId'], detail: `the tree is at most ${MAX_DEPTH} levels deep` };
    const command = change({ parentId: 'x' }, { kind: 'below', ancestorIds: ['x'], height: MAX_DEPTH });
    expect(refusalOf(phones, command)).toEqual({ reason: 'INVALID', faults: [tooDeep] });
  });
});

describe('a deletion', () => {
  test('of an empty category is final', () => {
    expect(deleted).toEqual({ status: 'DELETED', id: 'phones', version: 2 });
    expect(evolveCategory(deleted, { type: 'deleted' })).toEqual(deleted);
  });

  test.each([
    { children: 1, products: 0 },
    { children: 0, products: 3 },
  ])('is refused while something is in it: %o', (content) => {
    expect(refusalOf(phones, { type: 'delete', expectedVersion: 1, ...content })).toEqual({
      reason: 'NOT_EMPTY',
      ...content,
    });
  });
});

const onExisting: readonly CategoryCommand[] = [
  { ...change({ name: 'x' }), expectedVersion: 4 } as CategoryCommand,
  { type: 'delete', expectedVersion: 4, children: 0, products: 0 },
];

describe.each(onExisting)('$type', (command) => {
  test('needs the current version', () => {
    expect(refusalOf(phones, command)).toEqual({ reason: 'STALE', version: 1 });
  });

  test('needs a category', () => {
    expect(refusalOf({ status: 'ABSENT' }, command)).toEqual({ reason: 'NOT_FOUND' });
    expect(refusalOf(deleted, command)).toEqual({ reason: 'NOT_FOUND' });
  });
});
