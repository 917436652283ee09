import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_DEPTH, placeFault } from './category-tree.ts';

test('a top category may be as high as the tree is deep, and no higher', () => {
  expect(placeFault({ kind: 'top', height: MAX_DEPTH })).toBeUndefined();
  expect(placeFault({ kind: 'top', height: MAX_DEPTH + 1 })).toBe('TOO_DEEP');
});

test('a new category cannot close a cycle', () => {
  expect(placeFault({ kind: 'below', ancestorIds: ['a'], height: 1 })).toBeUndefined();
});

test('no sequence of allowed moves makes a cycle or a tree that is too deep', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const move = fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids), { nil: null }));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const parents = new Map<string, string | null>(ids.map((id) => [id, null]));
      const ancestorsOf = (id: string | null): string[] =>
        id === null ? [] : [id, ...ancestorsOf(parents.get(id) ?? null)];
      const heightOf = (id: string): number =>
        1 + Math.max(0, ...ids.filter((child) => parents.get(child) === id).map(heightOf));
      for (const [id, parentId] of moves) {
        const place =
          parentId === null
            ? ({ kind: 'top', height: heightOf(id) } as const)
            : ({ kind: 'below', ancestorIds: ancestorsOf(parentId), height: heightOf(id) } as const);
        if (placeFault(place, id) === undefined) parents.set(id, parentId);
        // A cycle would overflow the stack here.
        for (const each of ids) expect(ancestorsOf(each).length).toBeLessThanOrEqual(MAX_DEPTH);
      }
    }),
  );
});
