import { expect, test } from '@jest/globals';
import { isPassingDatabaseError } from './passing-error.ts';

const withCode = (code: string) => Object.assign(new Error('failed'), { code });

test.each([
  '08006',
  '53300',
  '57P01',
  '57014',
  '40001',
  '40P01',
  '55P03',
  '25P03',
  'ECONNRESET',
  'ETIMEDOUT',
])('%s passes', (code) => {
  expect(isPassingDatabaseError(withCode(code))).toBe(true);
});

test.each(['23505', '23514', '22P02', '42P01', '22021', 'ERR_INVALID_ARG_TYPE'])('%s stays', (code) => {
  expect(isPassingDatabaseError(withCode(code))).toBe(false);
});

test('looks into wrapped errors', () => {
  const orm = Object.assign(new Error('query failed'), { driverError: withCode('40P01') });
  expect(isPassingDatabaseError(orm)).toBe(true);
  expect(isPassingDatabaseError(new Error('outer', { cause: orm }))).toBe(true);
  expect(isPassingDatabaseError(new AggregateError([withCode('ECONNREFUSED')]))).toBe(true);
});

test('knows the errors of the pool that have no code', () => {
  expect(isPassingDatabaseError(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isPassingDatabaseError(new Error('timeout exceeded when trying to connect'))).toBe(true);
  expect(isPassingDatabaseError(new Error('something else'))).toBe(false);
  expect(isPassingDatabaseError('text')).toBe(false);
});
