import { expect, test } from '@jest/globals';
import { readOptions } from './options.ts';

const defaults = { rate: 20, seconds: 60 };

test('what is left out has its default', () => {
  expect(readOptions(defaults, { rate: '100', json: 'x.json' })).toEqual({ rate: 100, seconds: 60 });
});

test.each(['many', '0', '-1', '', 'Infinity'])('%j is no rate', (given) => {
  expect(() => readOptions(defaults, { rate: given })).toThrow('--rate');
});
