import { expect, test } from '@jest/globals';
import { normalizeDetails, sameDetails } from './product-details.ts';

const details = normalizeDetails({
  name: ' Strings ',
  description: '',
  prices: [{ amountMinor: 1_290, currency: 'USD' }],
  categoryIds: ['b', 'a'],
  attributes: { material: 'bronze', gauge: '12-53' },
});

test('details are kept trimmed and in one order', () => {
  expect(details).toMatchObject({ name: 'Strings', categoryIds: ['a', 'b'] });
  expect(Object.keys(details.attributes)).toEqual(['gauge', 'material']);
});

test('the order in which a store returns attributes is no change', () => {
  expect(sameDetails(details, { ...details, attributes: { material: 'bronze', gauge: '12-53' } })).toBe(true);
  expect(sameDetails(details, { ...details, attributes: { material: 'nickel', gauge: '12-53' } })).toBe(
    false,
  );
});
