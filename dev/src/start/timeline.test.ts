import { expect, test } from '@jest/globals';
import type { SeenEvent } from '../system/index.ts';
import { renderTimeline, timelineOf } from './timeline.ts';

const begun = new Date('2026-03-02T10:00:00.000Z');

function event(type: string, afterMs: number, more: Partial<SeenEvent> = {}): SeenEvent {
  return {
    topic: 'orders',
    partition: 0,
    offset: 0n,
    key: 'order-1',
    type,
    id: type,
    source: '/services/orders',
    time: new Date(begun.getTime() + afterMs),
    correlationId: 'order-1',
    causationId: undefined,
    headers: {},
    value: null,
    ...more,
  };
}

test('events stand in the order of their times, with their causes; others and repetitions are left out', () => {
  const created = event('order.created', 5, { causationId: 'request-7' });
  const steps = timelineOf(
    [
      event('stock.reserved', 20, { source: '/services/inventory', causationId: 'order.created' }),
      created,
      created,
      event('order.created', 3, { correlationId: 'order-2' }),
    ],
    'order-1',
    begun,
  );
  expect(steps).toEqual([
    { at: 5, what: 'order.created', service: 'orders', cause: undefined },
    { at: 20, what: 'stock.reserved', service: 'inventory', cause: 'order.created' },
  ]);
  expect(renderTimeline(steps)).toEqual([
    '     5 ms  order.created   orders',
    '    20 ms  stock.reserved  inventory  after order.created',
  ]);
});
