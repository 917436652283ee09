import { describe, expect, test } from '@jest/globals';
import { parseCommandLine } from './command-line.ts';

const services = ['orders', 'payments'];
const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '), services);

describe('the command line of dead letters', () => {
  test('list takes all services, or one, and filters', () => {
    expect(parse('list')).toEqual({ verb: 'list', services, selection: {} });
    expect(parse('list orders --error NotAvro --type stock.reserved')).toEqual({
      verb: 'list',
      services: ['orders'],
      selection: { errorClass: 'NotAvro', eventType: 'stock.reserved' },
    });
  });

  test('show and replay take a position', () => {
    const selection = { position: { partition: 3, offset: 12n } };
    expect(parse('show orders 3:12')).toEqual({ verb: 'show', service: 'orders', selection });
    expect(parse('replay orders 3:12')).toEqual({ verb: 'replay', service: 'orders', selection });
  });

  test('replay of everything must be meant', () => {
    expect(parse('replay orders --all')).toEqual({ verb: 'replay', service: 'orders', selection: {} });
    expect(parse('replay orders')).toHaveProperty('fault');
    expect(parse('replay orders 1:2 --all')).toHaveProperty('fault');
  });

  test.each([
    '',
    'discard orders',
    'show orders',
    'show',
    'list mail',
    'show orders 1-2',
    'list --colour',
    'show orders 1:2 3',
  ])('says what is wrong with: %s', (line) => {
    expect(parse(line)).toHaveProperty('fault');
  });
});
