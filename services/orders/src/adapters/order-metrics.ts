import type { Metrics } from '@orpheus/platform/telemetry';
import type { OrderMetrics } from '../app/ports.ts';
import type { OrderStatus } from '../domain/order-status.ts';

/** The states in which the saga has come to its end; what follows is the parcel's or the refund's way. */
const sagaEnds: ReadonlySet<OrderStatus> = new Set(['CONFIRMED', 'REJECTED', 'CANCELLED']);

const sagaBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600, 1_200];

export function createOrderMetrics(metrics: Metrics): OrderMetrics {
  const orders = metrics.counter({
    name: 'orders_total',
    help: 'Orders that came into a state',
    labels: ['status'],
  });
  const duration = metrics.histogram({
    name: 'saga_duration_seconds',
    help: 'From the placing of an order to the end of its saga; a confirmed order that is cancelled counts twice',
    labels: ['outcome'],
    buckets: sagaBuckets,
  });
  const inputs = metrics.counter({
    name: 'order_inputs_total',
    help: 'What orders were told, by what came of it',
    labels: ['input', 'outcome'],
  });
  return {
    entered(status, secondsSincePlaced) {
      orders.inc({ status });
      if (sagaEnds.has(status)) duration.observe({ outcome: status }, secondsSincePlaced);
    },
    handled: (input, outcome) => inputs.inc({ input, outcome }),
  };
}
