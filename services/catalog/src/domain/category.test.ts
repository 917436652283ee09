import { describe, expect, test } from '@jest/globals';
import {
  type Category,
  type CategoryChange,
  type CategoryCreation,
  decideChange,
  decideCreation,
  decideDeletion,
} from './category.ts';
import { type CategoryPlace, MAX_DEPTH } from './category-tree.ts';

const monday = new Date('2026-03-02T10:00:00Z');
const tuesday = new Date('2026-03-03T10:00:00Z');

const creation: CategoryCreation = {
  id: 'phones',
  details: { parentId: 'electronics', name: ' Phones ', slug: 'phones' },
  place: { kind: 'below', ancestorIds: ['electronics'], height: 1 },
  at: monday,
};

const phones: Category = {
  id: 'phones',
  parentId: 'electronics',
  name: 'Phones',
  slug: 'phones',
  version: 1,
  createdAt: monday,
  updatedAt: monday,
};

function change(details: CategoryChange, place: CategoryPlace = creation.place) {
  return decideChange(phones, { expectedVersion: 1, change: details, place, at: tuesday });
}

function refusal(reason: string, details: object = {}) {
  return { outcome: 'refused', refusal: { reason, ...details } };
}

describe('a new category', () => {
  test('stands at version 1', () => {
    expect(decideCreation(creation)).toEqual({ outcome: 'accepted', category: phones });
  });

  test('is refused without a name and below a parent that is not there', () => {
    const details = { parentId: 'nowhere', name: ' ', slug: 'x' };
    expect(decideCreation({ ...creation, details, place: { kind: 'unknown parent' } })).toEqual(
      refusal('INVALID', {
        faults: [
          { path: ['name'], detail: 'must not be blank' },
          { path: ['parentId'], detail: 'there is no such category' },
        ],
      }),
    );
  });
});

describe('a change', () => {
  test('renames and keeps the place', () => {
    expect(change({ name: 'Mobiles', slug: 'mobiles' })).toEqual({
      outcome: 'accepted',
      category: { ...phones, name: 'Mobiles', slug: 'mobiles', version: 2, updatedAt: tuesday },
    });
  });

  test('moves, to the top as well', () => {
    const below = change({ parentId: 'sale' }, { kind: 'below', ancestorIds: ['sale'], height: 1 });
    expect(below).toMatchObject({ category: { parentId: 'sale', name: 'Phones', version: 2 } });
    const top = change({ parentId: null }, { kind: 'top', height: 1 });
    expect(top).toMatchObject({ category: { parentId: null, version: 2 } });
  });

  test('that changes nothing is none', () => {
    expect(change({ name: 'Phones ' })).toEqual({ outcome: 'unchanged' });
  });

  test.each([[['phones', 'electronics']], [['cases', 'phones', 'electronics']]])(
    'below itself or below one of its own is refused: %j',
    (ancestorIds) => {
      const cycle = { path: ['parentId'], detail: 'a category cannot stand below itself' };
      expect(change({ parentId: 'x' }, { kind: 'below', ancestorIds, height: 2 })).toEqual(
        refusal('INVALID', { faults: [cycle] }),
      );
    },
  );

  test('that makes the tree too deep is refused', () => {
    const tooDeep = { path: ['parentId'], detail: `the tree is at most ${MAX_DEPTH} levels deep` };
    const place = { kind: 'below', ancestorIds: ['x'], height: MAX_DEPTH } as const;
    expect(change({ parentId: 'x' }, place)).toEqual(refusal('INVALID', { faults: [tooDeep] }));
  });

  test('needs the current version', () => {
    const stale = { expectedVersion: 4, change: {}, place: creation.place, at: tuesday };
    expect(decideChange(phones, stale)).toEqual(refusal('STALE', { version: 1 }));
  });
});

describe('a deletion', () => {
  test('takes an empty category', () => {
    expect(decideDeletion(phones, 1, { children: 0, products: 0 })).toEqual({ outcome: 'accepted' });
  });

  test.each([
    { children: 1, products: 0 },
    { children: 0, products: 3 },
  ])('is refused while something is in it: %o', (content) => {
    expect(decideDeletion(phones, 1, content)).toEqual(refusal('NOT_EMPTY', content));
  });

  test('needs the current version', () => {
    const empty = { children: 0, products: 0 };
    expect(decideDeletion(phones, 4, empty)).toEqual(refusal('STALE', { version: 1 }));
  });
});
