import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedDistance, corrections, editDistance } from './spelling.ts';

describe('edit distance', () => {
  test.each([
    ['laptop', 'laptop', 0],
    ['labtop', 'laptop', 1],
    ['lptop', 'laptop', 1],
    ['lapttop', 'laptop', 1],
    ['latpop', 'laptop', 1],
    ['hedfones', 'headphones', 3],
    ['', 'abc', 3],
    ['abc', '', 3],
  ])('%s -> %s: %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test('is the same both ways and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance === 0).toBe(a === b);
      }),
    );
  });
});

describe('corrections', () => {
  test('longer words may be further off', () => {
    expect(['tvs', 'four', 'keybord', 'headphnes'].map(allowedDistance)).toEqual([0, 1, 1, 2]);
  });

  test('the nearest first, the others with the same beginning before those without', () => {
    expect(corrections('labtop', ['desktop', 'labtops', 'laptop', 'laptops', 'tabtop', 'lamp'])).toEqual([
      'labtops',
      'laptop',
      'laptops',
    ]);
    expect(corrections('labtop', ['tabtop', 'laptop'])).toEqual(['laptop', 'tabtop']);
    expect(corrections('moues', ['muses', 'mouse', 'house', 'mouth'])).toEqual(['mouse']);
    expect(corrections('card', ['cart', 'care'])).toEqual(['care', 'cart']);
  });

  test('who is still typing is understood', () => {
    expect(corrections('labt', ['laptop'])).toEqual(['laptop']);
  });

  test('short words are not guessed at', () => {
    expect(corrections('tvx', ['tv'])).toEqual([]);
  });

  test('words far off are no corrections', () => {
    expect(corrections('zebra', ['laptop', 'mouse'])).toEqual([]);
  });
});
