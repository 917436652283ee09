import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isCorrectable, MAX_TERMS, searchTerms } from './search-terms.ts';

test.each([
  ['Laptop', ['laptop']],
  ['  Café-Crème, 2 ', ['cafe', 'creme', '2']],
  ['usb usb USB', ['usb']],
  ["o'neill & (sons) | !x:*", ['o', 'neill', 'sons', 'x']],
  ['Ｗｉｄｅ', ['wide']],
  ['...', []],
  ['', []],
])('%j -> %j', (text, terms) => {
  expect(searchTerms(text)).toEqual(terms);
});

test('whatever is typed, the terms are few, short and plain', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const terms = searchTerms(text);
      expect(terms.length).toBeLessThanOrEqual(MAX_TERMS);
      for (const term of terms) expect(term).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
    }),
  );
});

test('only words of some length can be misspelt', () => {
  expect(['laptop', 'über', 'tvs', 'x1000', '2024'].map(isCorrectable)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
