import { expect, test } from '@jest/globals';
import { createLatencies } from './latencies.ts';

test('percentiles are milliseconds, good to a thousandth', () => {
  const latencies = createLatencies();
  for (let ms = 1; ms <= 1_000; ms += 1) latencies.add(ms);
  const { count, mean, p50, p99, max } = latencies.summary();
  expect(count).toBe(1_000);
  for (const [measured, exact] of [
    [mean, 500.5],
    [p50, 500],
    [p99, 990],
    [max, 1_000],
  ] as const) {
    expect(Math.abs(measured / exact - 1)).toBeLessThan(0.002);
  }
});

test('fractions of a millisecond count, and nothing at all is not negative', () => {
  const latencies = createLatencies();
  expect(latencies.summary()).toEqual({ count: 0, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  latencies.add(-0.4);
  latencies.add(0.25);
  expect(latencies.summary()).toMatchObject({ count: 2, max: 0.25 });
});
