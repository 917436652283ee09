import { expect, test } from '@jest/globals';
import { sampleOf } from './process-usage.ts';

const text = [
  '# HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.',
  '# TYPE process_cpu_seconds_total counter',
  'process_cpu_seconds_total{service="orders"} 12.5',
  'process_resident_memory_bytes 123456789',
].join('\n');

test('a sample is found with labels and without', () => {
  expect(sampleOf(text, 'process_cpu_seconds_total')).toBe(12.5);
  expect(sampleOf(text, 'process_resident_memory_bytes')).toBe(123_456_789);
  expect(() => sampleOf(text, 'process_cpu')).toThrow('there is no process_cpu');
});
