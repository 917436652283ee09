import { expect, test } from '@jest/globals';
import { searchQuery } from './search-query.ts';

test('a word stands for what begins with it and for its other forms', () => {
  expect(searchQuery([{ term: 'laptops', stem: 'laptop', similar: [] }])).toEqual([
    [
      { text: 'laptops', prefix: true },
      { text: 'laptop', prefix: false },
    ],
  ]);
});

test('a word that is its own stem is named once', () => {
  expect(searchQuery([{ term: 'lapt', stem: 'lapt', similar: [] }])).toEqual([
    [{ text: 'lapt', prefix: true }],
  ]);
});

test('short words stand for themselves only', () => {
  expect(searchQuery([{ term: 'tv', stem: 'tv', similar: [] }])).toEqual([[{ text: 'tv', prefix: false }]]);
});

test('a misspelt word stands for the words that it may be, and still for itself', () => {
  const [words] = searchQuery([{ term: 'labtop', stem: 'labtop', similar: ['laptop', 'desktop'] }]);
  expect(words?.map((each) => each.text)).toEqual(['labtop', 'laptop']);
});

test('words that say nothing count only where nothing else is said', () => {
  const filler = { term: 'for', stem: undefined, similar: [] };
  expect(searchQuery([filler, { term: 'desk', stem: 'desk', similar: [] }])).toEqual([
    [{ text: 'desk', prefix: true }],
  ]);
  expect(searchQuery([filler])).toEqual([[{ text: 'for', prefix: true }]]);
});
