import { expect, test } from '@jest/globals';
import { createMetrics } from './metrics.ts';

test('a registry a service: the same name in two of them does not clash', async () => {
  const [orders, payments] = [createMetrics('orders'), createMetrics('payments')];
  for (const metrics of [orders, payments]) {
    metrics.counter({ name: 'things_total', help: 'Things', labels: ['kind'] }).inc({ kind: 'a' });
  }
  orders.gauge({ name: 'waiting', help: 'Waiting', collect: (gauge) => gauge.set(7) });
  orders.histogram({ name: 'took_seconds', help: 'Took', buckets: [1] }).observe(0.5);
  const text = await orders.text();
  expect(text).toMatch(/^things_total\{.*kind="a".*\} 1$/m);
  expect(text).toContain('waiting{service="orders"} 7');
  expect(text).toMatch(/^took_seconds_bucket\{le="1".*\} 1$/m);
  expect(await payments.text()).not.toContain('waiting');
});
