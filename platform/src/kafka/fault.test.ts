import { expect, test } from '@jest/globals';
import { describeFault, isPassing, PassingFault, PoisonMessage } from './fault.ts';

const postgres = (code: string) => Object.assign(new Error(code), { code, severity: 'ERROR' });

test.each([
  ['a numeric value out of range', postgres('22003')],
  ['a violated constraint', postgres('23514')],
  ['an exception raised by a trigger', postgres('P0001')],
  ['a fault of our own', new TypeError('x is undefined')],
  ['a poison message', new PoisonMessage('NotAvro', 'no magic byte')],
  ['anything that is no error', 'thrown text'],
])('lies in the data: %s', (_, error) => {
  expect(isPassing(error)).toBe(false);
});

test.each([
  ['a lost connection', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
  ['a deadlock', postgres('40P01')],
  ['a missing table: the deployment is wrong, not the message', postgres('42P01')],
  ['a missing right', postgres('42501')],
  ['the registry', new PassingFault('away')],
])('passes: %s', (_, error) => {
  expect(isPassing(error)).toBe(true);
});

test('a dead letter names the class and the message', () => {
  expect(describeFault(new PoisonMessage('NotAvro', 'why'))).toEqual({
    errorClass: 'NotAvro',
    message: 'why',
  });
  expect(describeFault(new RangeError('why'))).toEqual({ errorClass: 'RangeError', message: 'why' });
  expect(describeFault('why')).toEqual({ errorClass: 'Unknown', message: 'why' });
});
